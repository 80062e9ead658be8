import type { IncomingMessage, ServerResponse } from 'node:http';

/**
 * Bodies that may be on their way at once: of everybody, and of one sender. A community room with 200 people behind one address
 * fits in twice.
 */
export const mostArriving = { all: 1200, bySender: 400 } as const;
/**
 * How slow is too slow. A phone on 2G brings some kilobytes a second and pauses for some seconds; counted is what came, so that a
 * large document may take as long as it needs.
 */
export const slowest = { silenceMs: 30_000, graceMs: 30_000, bytesPerSecond: 100 } as const;
export const LOOK_MS = 1000;
const START_BYTES = 1500;

interface Arrival {
	readonly sender: string;
	readonly request: IncomingMessage;
	readonly response: ServerResponse;
	readonly beganAt: number;
	readonly bytesBefore: number;
	/** While we did not read, nothing could come: that time is ours. */
	ourMs: number;
	bytes: number;
	lookedAt: number;
	lastByteAt: number;
}

/**
 * Requests whose body is not here yet. They are no work yet and take nobody's room at the gate; so that they cannot be piled up
 * either, those that stand still are ended, and where there are too many the slowest of whoever has most makes room. Ended is
 * only what was not answered and could not be: nothing of it was acknowledged. Plain module, read without a bundler.
 */
export class Arrivals {
	readonly #now: () => number;
	readonly #arriving = new Set<Arrival>();
	#ended = 0;

	constructor(now: () => number = () => performance.now()) {
		this.#now = now;
	}

	/** Notes a request that carries something; afterwards there is room for it. */
	add(sender: string, request: IncomingMessage, response: ServerResponse): void {
		if (!carries(request)) return;
		this.#makeRoom(sender);
		const now = this.#now();
		const arrival: Arrival = {
			sender,
			request,
			response,
			beganAt: now,
			bytesBefore: request.socket.bytesRead,
			ourMs: 0,
			bytes: 0,
			lookedAt: now,
			lastByteAt: now
		};
		this.#arriving.add(arrival);
		request.once('close', () => this.#arriving.delete(arrival));
	}

	/** Those that hold a place at the gate although nothing can be done for them yet. */
	get waiting(): number {
		this.#forgetComplete();
		return [...this.#arriving].filter(({ response }) => !response.writableFinished && !response.destroyed)
			.length;
	}

	get ended(): number {
		return this.#ended;
	}

	/** Ends what stands still or drips. To be called every `LOOK_MS`. */
	look(): void {
		this.#forgetComplete();
		const now = this.#now();
		for (const arrival of this.#arriving) {
			measure(arrival, now);
			const theirMs = now - arrival.beganAt - arrival.ourMs;
			const isStill = now - arrival.lastByteAt > slowest.silenceMs;
			const isDripping =
				theirMs > slowest.graceMs && arrival.bytes < (slowest.bytesPerSecond * theirMs) / 1000;
			if (isStill || isDripping) this.#end(arrival);
		}
	}

	#makeRoom(sender: string): void {
		if (this.#arriving.size < mostArriving.bySender) return;
		this.#forgetComplete();
		const own = [...this.#arriving].filter((one) => one.sender === sender);
		if (own.length >= mostArriving.bySender) this.#endSlowest(own);
		else if (this.#arriving.size >= mostArriving.all) this.#endSlowest(this.#ofWhoeverHasMost());
	}

	#ofWhoeverHasMost(): readonly Arrival[] {
		const bySender = Map.groupBy(this.#arriving, ({ sender }) => sender);
		return [...bySender.values()].reduce((most, own) => (own.length > most.length ? own : most), []);
	}

	#endSlowest(arrivals: readonly Arrival[]): void {
		const now = this.#now();
		for (const arrival of arrivals) measure(arrival, now);
		// What has just begun gets a start: it must not be the slowest because nothing of it could be here yet.
		const rate = ({ bytes, beganAt, ourMs }: Arrival) => (bytes + START_BYTES) / (now - beganAt - ourMs + 1);
		const [first, ...others] = arrivals;
		if (first) this.#end(others.reduce((slow, one) => (rate(one) < rate(slow) ? one : slow), first));
	}

	#forgetComplete(): void {
		for (const arrival of this.#arriving) if (arrival.request.complete) this.#arriving.delete(arrival);
	}

	#end(arrival: Arrival): void {
		const { request, response } = arrival;
		// Its answer is on the way already: that one is not cut off.
		if (response.headersSent && !response.writableFinished) return;
		this.#arriving.delete(arrival);
		this.#ended += 1;
		if (!response.headersSent)
			request.socket.write(
				'HTTP/1.1 408 Request Timeout\r\nConnection: close\r\nRetry-After: 5\r\nContent-Length: 0\r\n\r\n'
			);
		request.socket.destroySoon();
	}
}

function measure(arrival: Arrival, now: number): void {
	const { request, bytesBefore } = arrival;
	const bytes = request.socket.bytesRead - bytesBefore;
	// What is here and was not taken yet holds up the rest.
	const isOurs = request.readableLength > 0;
	if (isOurs) arrival.ourMs += now - arrival.lookedAt;
	if (isOurs || bytes > arrival.bytes) arrival.lastByteAt = now;
	arrival.bytes = bytes;
	arrival.lookedAt = now;
}

function carries({ headers, complete }: IncomingMessage): boolean {
	if (complete) return false;
	return headers['transfer-encoding'] !== undefined || Number(headers['content-length'] ?? 0) > 0;
}
