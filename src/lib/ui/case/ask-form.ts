import * as z from 'zod/mini';
import { saidLanguage } from '../../core/application/answer-language';
import { askedSections } from '../../core/application/asked';
import { longPaths, type Section } from '../../core/application/fields';
import { valueAt } from '../../core/draft/fields';
import { isCalendarDate } from '../../core/time/date';
import { daysAfter, workingDay } from '../../core/time/working-day';
import type { SentForm } from '../../i18n/office-form';
import { fieldText, sectionText } from '../../i18n/office-texts';
import type { Locale, StaffLocale } from '../../i18n/locales';
import { documentText } from './case-files';
import { withoutGerman } from './findings';

/** As long as `clarifications` keeps them. */
export const MESSAGE_MAX = 4000;
export const NOTE_MAX = 2000;
/** Questions of its own per request; another request can ask more. */
export const QUESTIONS = 3;
/** Where the round does not say what is usual. */
const usualDays = 14;
/** `ask_clarification` takes no later day. */
const DUE_WITHIN_DAYS = 366;

export const askKinds = ['section', 'document', 'translation'] as const;
export type AskKind = (typeof askKinds)[number];

/** Something that can be asked for: its key is what the form posts. */
export type Askable = {
	readonly key: string;
	readonly kind: AskKind;
	readonly code: string;
	readonly label: string;
	/** What speaks for asking, in words. */
	readonly hint?: string;
};

/** What belongs together on the form, under one heading. */
export type AskGroup = { readonly legend: string; readonly items: readonly Askable[] };

const note = z.string().check(z.trim(), z.maxLength(NOTE_MAX, 'note_too_long'));
const message = z.string().check(z.trim(), z.maxLength(MESSAGE_MAX, 'too_long'));

/**
 * The request as its form posts it. `note` goes with `note_of`, place by place: all that could be asked for is posted,
 * and `chosen` says what is. This way the form works without scripts.
 */
export const askSchema = z.object({
	chosen: z.array(z.string()),
	note_of: z.array(z.string()),
	note: z.array(note),
	question: z.array(note),
	due_on: z.string(),
	message,
	/** The same in the language of the group; empty where nobody wrote it. */
	own_message: message,
	/** A day, or nothing for no reminder. */
	remind_on: z.string(),
	/** Of a proof of use: the version that was read and the revision of its check. */
	seen: z.string(),
	/** `preview` shows the letter; anything else sends. */
	intent: z.string()
});

export type AskForm = z.infer<typeof askSchema>;

export type AskedItem =
	| { readonly kind: 'section'; readonly section: string; readonly note: string }
	| { readonly kind: 'document'; readonly document: string; readonly note: string }
	| { readonly kind: 'translation'; readonly path: string; readonly note: string }
	| { readonly kind: 'question'; readonly id: string; readonly note: string };

export type AskProblem = {
	readonly field: 'chosen' | 'due_on' | 'message' | 'remind_on';
	readonly code: 'items_required' | 'due_invalid' | 'due_too_far' | 'message_required' | 'remind_invalid';
};

/** Everything this application could be asked for. */
export function askables(sent: SentForm, locale: StaffLocale): readonly Askable[] {
	const section = (code: Section) => askable('section', code, sectionText(code, locale));
	const documents = [
		...sent.round.documents.map(({ code }) => code),
		...(sent.round.signature === 'signed_page' ? ['signed_page'] : []),
		'other'
	];
	return [
		...askedSections(sent.round)
			.filter((code) => code !== 'documents')
			.map(section),
		...documents.map((code) => askable('document', code, documentText(code, sent))),
		...perhapsForeign(sent).map((path) => askable('translation', path, fieldText(path, locale)))
	];
}

/** With the documents that have to be there and are not, and a translation proposed for each answer that has none. */
export function freshAsk(
	sent: SentForm,
	missingDocuments: readonly string[],
	today: string,
	locale: StaffLocale
): AskForm {
	const all = askables(sent, locale);
	const missing = [
		...missingDocuments.map((code) => `document:${code}`),
		...withoutGerman(sent).map((path) => `translation:${path}`)
	];
	const chosen = all.filter(({ key }) => missing.includes(key)).map(({ key }) => key);
	return { ...emptyAsk(all, sent, today), chosen };
}

/** Nothing chosen, and the usual time to answer. */
export function emptyAsk(all: readonly Askable[], sent: SentForm, today: string): AskForm {
	return {
		chosen: [],
		note_of: all.map(({ key }) => key),
		note: all.map(() => ''),
		question: Array.from({ length: QUESTIONS }, () => ''),
		due_on: workingDay(daysAfter(today, askDays(sent))),
		message: '',
		own_message: '',
		remind_on: '',
		seen: '',
		intent: ''
	};
}

export function askDays({ round }: SentForm): number {
	return round.usual_days['clarification'] ?? usualDays;
}

/** What the form asks for, in the order of the application; `newId` names a question, so that its answer has a place. */
export function askedItems(
	form: AskForm,
	all: readonly Askable[],
	newId: () => string
): readonly AskedItem[] {
	const noteOf = (key: string) => form.note[form.note_of.indexOf(key)]?.trim() ?? '';
	const chosen = all.filter(({ key }) => form.chosen.includes(key));
	const questions = form.question.map((text) => text.trim()).filter((text) => text !== '');
	return [
		...chosen.map((item) => itemOf(item, noteOf(item.key))),
		...questions.map((text) => ({ kind: 'question' as const, id: newId(), note: text }))
	];
}

/** What is wrong with a request; `today` is the day in Duisburg. Null when it may be sent. */
export function askProblem(form: AskForm, items: readonly AskedItem[], today: string): AskProblem | null {
	if (items.length === 0) return { field: 'chosen', code: 'items_required' };
	if (!isCalendarDate(form.due_on) || form.due_on <= today) return { field: 'due_on', code: 'due_invalid' };
	if (form.due_on > daysAfter(today, DUE_WITHIN_DAYS)) return { field: 'due_on', code: 'due_too_far' };
	if (form.message.trim() === '') return { field: 'message', code: 'message_required' };
	const isReminder =
		form.remind_on === '' ||
		(isCalendarDate(form.remind_on) && form.remind_on >= today && form.remind_on <= form.due_on);
	return isReminder ? null : { field: 'remind_on', code: 'remind_invalid' };
}

/** The message as it is kept: what the group reads first, its language, and the German beside it. */
export function askedWords({ message: german, own_message: own }: AskForm, language: string | null) {
	return own === '' || language === null
		? { message: german, language: 'de', german: null }
		: { message: own, language, german };
}

/** The language the group wants to be answered in; null where that is German. */
export function languageToAskIn({ fields }: SentForm): string | null {
	const language = valueAt(fields, 'contact_language');
	const isForeign = typeof language === 'string' && language !== 'de' && language !== 'de-simple';
	return isForeign ? language : null;
}

/** Answers that are not German, and those nobody said the language of: whether to ask is for whoever reads them. */
function perhapsForeign({ fields }: SentForm): readonly string[] {
	return longPaths.filter(
		(path) => valueAt(fields, path) !== undefined && saidLanguage(path, fields) !== 'de'
	);
}

function itemOf({ kind, code }: Askable, text: string): AskedItem {
	if (kind === 'section') return { kind, section: code, note: text };
	return kind === 'document' ? { kind, document: code, note: text } : { kind, path: code, note: text };
}

function askable(kind: AskKind, code: string, label: string): Askable {
	return { key: `${kind}:${code}`, kind, code, label };
}

/** What a request begins and ends with in one language. */
export type AskTemplate = { readonly opening: string; readonly closing: string };

/** What stands around a request on the group's screen, in one language. */
export type RequestWords = {
	readonly locale: Locale;
	/** A line for each askable, by its key. */
	readonly items: Readonly<Record<string, string>>;
	/** Sentences with the day still to be named: `DAY_PLACE` stands for it. */
	readonly due: string;
	readonly translationNotice: string;
};

/** The day is chosen in the browser, which has no words but the office's. */
export const DAY_PLACE = '{date}';

/**
 * The text of a request. What is asked for stands above it, in the app and in the letter: said here again it would stand
 * there twice, and be wrong once something else is chosen. So a last sentence that introduces a list goes with the list.
 */
export function templateText({ opening, closing }: AskTemplate): string {
	const words = opening.trim();
	const sentences = words.split(/(?<=[.!?؟。])\s+/u);
	const said = words.endsWith(':') ? sentences.slice(0, -1).join(' ') : words;
	return [said, closing.trim()].filter((part) => part !== '').join('\n\n');
}
