/** The parts of an address that make a list what it is; page and messages are not among them. */
export function listQuery(wish: URLSearchParams): URLSearchParams {
	return new URLSearchParams(
		[...wish].filter(
			([key, value]) => value !== '' && !key.startsWith('/') && key !== 'after' && key !== 'done'
		)
	);
}
