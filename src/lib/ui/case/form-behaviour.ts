/**
 * How the office's forms answer: what was typed stays, and the focus goes to the summary of errors, not past it to the
 * first field.
 */
export const formBehaviour = {
	resetForm: false,
	invalidateAll: true,
	taintedMessage: null,
	autoFocusOnError: false,
	scrollToError: 'off'
} as const;
