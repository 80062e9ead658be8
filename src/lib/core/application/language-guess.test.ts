import { describe, expect, it } from 'vitest';
import { guessedLanguage } from './language-guess';

const texts = {
	tr: 'Mahallemizde kadınların buluşabileceği bir yer yok. Birlikte yemek yapıp konuşmak istiyoruz, çocuklar da gelsin.',
	ku: 'Li taxa me cihek tune ku jin lê bicivin. Em dixwazin bi hev re xwarinê çêkin û biaxivin, zarok jî bên.',
	pl: 'W naszej dzielnicy nie ma miejsca, gdzie kobiety mogłyby się spotkać. Chcemy razem gotować i rozmawiać, także z dziećmi.',
	ro: 'În cartierul nostru nu există un loc unde femeile să se întâlnească. Vrem să gătim și să vorbim împreună.',
	fr: 'Dans notre quartier, il n’y a pas d’endroit où les femmes peuvent se retrouver. Nous voulons cuisiner ensemble et échanger, déjà à la rentrée.',
	uk: 'У нашому районі немає місця, де жінки могли б зустрічатися. Ми хочемо разом готувати її страви.',
	bg: 'В нашия квартал няма място, където жените да се срещат. Искаме да готвим заедно, също и през лятото, в един цъфтящ двор.',
	ru: 'В нашем районе нет места, где женщины могли бы встречаться. Мы хотим вместе готовить и разговаривать, чтобы дети тоже были.',
	fa: 'در محلهٔ ما جایی نیست که زنان یکدیگر را ببینند. می‌خواهیم با هم آشپزی و گفتگو کنیم.',
	ar: 'في حيّنا لا يوجد مكان تلتقي فيه النساء. نريد أن نطبخ معًا ونتحدث، ومعنا الأطفال أيضًا.'
};

describe('the language an answer looks like', () => {
	it.each(Object.entries(texts))('is %s by its letters', (language, text) => {
		expect(guessedLanguage(text)).toBe(language);
	});

	it('is Turkish where ş stands in it and no letter that only Romanian has', () => {
		expect(guessedLanguage('Her ay komşular aynı sofraya oturur, yemek pişirir ve mahalleyi konuşur.')).toBe(
			'tr'
		);
		expect(guessedLanguage('Vrem să vorbim şi să gătim împreună, aşa cum am făcut şi vara.')).toBe('ro');
	});

	it('is nobody’s guess in German and English, also with names of other languages in it', () => {
		for (const text of [
			'In unserem Stadtteil gibt es keinen Ort für Frauen. Wir möchten zusammen kochen und reden, auch mit Kindern.',
			'Ayşe Yılmaz und Özgür Doğan vom Verein Çınar leiten das Café. Łukasz hilft. Wir kochen jede Woche zusammen mit zwanzig Familien.',
			'In our district there is no place for women to meet. We want to cook together and talk.',
			'Café, Tête-à-tête und Crêpes: ein Nachmittag für alle Nachbarinnen und Nachbarn.',
			'',
			'ığ',
			'١٢٣'
		])
			expect(guessedLanguage(text), text).toBeNull();
	});
});
