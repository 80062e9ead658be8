import { afterEach, describe, expect, it } from 'vitest';
import { Journal } from '../local/journal';
import { quickMemory } from '../local/quick-memory';
import { KeptWords } from './kept-words';

const [one, other] = ['11111111-1111-4111-8111-111111111111', '22222222-2222-4222-8222-222222222222'];

afterEach(() => localStorage.clear());

describe('words of a small form', () => {
	it('are there again in the next window, each form of each application its own', () => {
		new KeptWords(one, 'change').keep({ words: 'Der Saal ist günstiger.' });
		new KeptWords(one, 'payout').keep({ words: 'Miete' });
		expect(new KeptWords(one, 'change').read()).toEqual({ words: 'Der Saal ist günstiger.' });
		expect(new KeptWords(other, 'change').read()).toEqual({});
	});

	it('are gone once they have arrived, and where nobody can read them', () => {
		const kept = new KeptWords(one, 'change');
		kept.keep({ words: 'x' });
		kept.keep(null);
		expect(kept.read()).toEqual({});
		localStorage.setItem(`kofei-words/change/${one}`, '{"words": 5');
		expect(kept.read()).toEqual({});
	});

	it('are forgotten with the draft, and all of them when the phone forgets', () => {
		const journal = new Journal(quickMemory(() => localStorage));
		for (const id of [one, other]) new KeptWords(id, 'account').keep({ iban: 'DE02' });
		journal.forget(one);
		expect(new KeptWords(one, 'account').read()).toEqual({});
		expect(new KeptWords(other, 'account').read()).toEqual({ iban: 'DE02' });
		journal.forget();
		expect(new KeptWords(other, 'account').read()).toEqual({});
	});
});
