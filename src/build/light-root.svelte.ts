import { flushSync, hydrate, mount, type Component } from 'svelte';

type Props = Record<string, unknown>;

type Options = {
	readonly target: HTMLElement;
	readonly props: Props;
	readonly hydrate: boolean;
	readonly transformError?: (error: unknown) => unknown;
};

/** The one way Kit's client mounts its pages: made with their props, and given others with every navigation. */
export function asClassComponent(component: Component<Props>) {
	return class {
		#props: Props = $state.raw({});

		constructor({ props, hydrate: isDrawn, ...options }: Options) {
			this.#props = props;
			(isDrawn ? hydrate : mount)(component, {
				...options,
				props: new Proxy(
					{},
					{
						get: (_, name) => (typeof name === 'string' ? this.#props[name] : undefined),
						has: (_, name) => typeof name === 'string' && name in this.#props
					}
				)
			});
			flushSync();
		}

		$set(props: Props): void {
			this.#props = { ...this.#props, ...props };
		}
	};
}
