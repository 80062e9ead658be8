import { expect, it } from 'vitest';
import { officeMessageMail } from './office-message';

it('tells the office in both languages which application it is about, and where', () => {
	const { subject, text } = officeMessageMail({
		applicationId: 'b7e2',
		referenceNumber: 'KOFEI-2027-0042',
		origin: 'https://kofei.example'
	});
	expect(subject).toContain('KOFEI-2027-0042');
	const [german = '', english = ''] = text.split('— — —');
	for (const half of [german, english]) {
		expect(half).toContain('KOFEI-2027-0042');
		expect(half).toContain('https://kofei.example/staff/applications/b7e2#messages-title');
	}
	expect(german).not.toBe(english);
});
