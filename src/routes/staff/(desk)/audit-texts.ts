import { m } from '$lib/i18n/generated/staff/messages';

/** Every action the migrations write; a test compares. */
export const auditActions: Readonly<Record<string, () => string>> = {
	draft_created: m.audit_draft_created,
	submitted: m.audit_submitted,
	state_changed: m.audit_state_changed,
	decision_proposed: m.audit_decision_proposed,
	decision_countersigned: m.audit_decision_countersigned,
	decision_discarded: m.audit_decision_discarded,
	staff_invitation_claimed: m.audit_staff_invitation_claimed,
	round_created: m.audit_round_created,
	round_changed: m.audit_round_changed,
	clarification_asked: m.audit_clarification_asked,
	clarification_answered: m.audit_clarification_answered,
	file_announced: m.audit_file_announced,
	file_completed: m.audit_file_completed,
	file_removed: m.audit_file_removed,
	file_refused: m.audit_file_refused
};

const entities: Readonly<Record<string, () => string>> = {
	application: m.entity_application,
	decision: m.entity_decision,
	file: m.entity_file,
	funding_round: m.entity_funding_round,
	staff_invitation: m.entity_staff_invitation
};

/** An unknown action is shown by its code: the log must not hide what the screens cannot name. */
export function actionText(action: string): string {
	return auditActions[action]?.() ?? action;
}

export function entityText(entity: string): string {
	return (entities[entity] ?? m.entity_other)();
}
