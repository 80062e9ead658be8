import { isRoundList, type RoundListName } from '$lib/core/round/lists';

export function match(param: string): param is RoundListName {
	return isRoundList(param);
}
