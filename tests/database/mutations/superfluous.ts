/** Guards nobody misses, because another one forbids the same at all times; by the name of their mutation, with the reason. */
export const superfluous: Readonly<Record<string, string>> = {};
