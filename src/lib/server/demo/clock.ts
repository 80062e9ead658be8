import { secretClient } from '../supabase/clients';
import { dataOf } from '../supabase/failure';

/** The database's clock, of which the embedded backend can be told another time; null gives it back its own. */
export async function setClock(moment: Date | null): Promise<void> {
	const secret = await secretClient();
	const { error } = await secret.rpc('set_clock', { p_moment: moment?.toISOString() ?? null });
	if (error) throw new Error(error.message);
}

export async function clockNow(): Promise<Date> {
	const secret = await secretClient();
	const [row] = dataOf(await secret.from('settings').select('value').eq('key', 'clock_override'));
	return new Date(String(row?.value));
}
