/** A guard of the database that is taken out, and the test files that must notice, the likeliest first. */
export interface Mutation {
	readonly name: string;
	readonly sql: string;
	readonly files: readonly string[];
}
