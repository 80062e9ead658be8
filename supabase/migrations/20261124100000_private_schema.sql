-- The room for definer helpers. It is not among the API schemas of config.toml, and nobody but the owner has usage on
-- it: policies reach its functions by identity, which needs execute on the function and no usage on the schema.
create schema private;
comment on schema private is 'Helpers that run with the rights of the owner. Never exposed by the API.';
revoke all on schema private from public, anon, authenticated, service_role;

-- Supabase hands every new object of `public` to anon, authenticated and service_role; the embedded backend does the
-- same for tables. From here on an object is reachable only where a migration says so.
alter default privileges revoke execute on functions from public;
alter default privileges in schema public revoke all on functions from public, anon, authenticated, service_role;
alter default privileges in schema public revoke all on tables from public, anon, authenticated, service_role;
alter default privileges in schema public revoke all on sequences from public, anon, authenticated, service_role;
