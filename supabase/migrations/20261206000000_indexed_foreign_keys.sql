-- Deleting an account, an organisation or an application looks for the rows that name it: without these in whole tables.
drop index public.applications_by_author;
create index applications_by_author on public.applications (author_id);
create index application_helpers_by_account on public.application_helpers (user_id);
create index invitations_by_organisation on public.invitations (organisation_id);
create index reviews_by_application on public.reviews (application_id);
