import { spawn, type ChildProcess } from 'node:child_process';
import { cp, mkdtemp, readFile, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';

export const root = path.resolve(import.meta.dirname, '../..');

/** The folder with the data of a first start, for the processes of the journeys. */
const FIRST_START = 'KOFEI_FIRST_START';
const START_PATIENCE_MS = 150_000;
const LOOK_AGAIN_MS = 100;

/** The built server as people run it, on a port and with data of its own. It can really be stopped and started again. */
export class Server {
	readonly port: number;
	readonly origin: string;
	readonly #dataDir: string;
	readonly #settings: Readonly<Record<string, string>>;
	/** The folder of the release it is started from; another than this one goes with the server. */
	release = root;
	#process: ChildProcess | null = null;
	#output = '';

	/** `origin` differs from the server's own address only where something stands in between. */
	static async start(origin?: string, settings: Readonly<Record<string, string>> = {}): Promise<Server> {
		const [port, dataDir] = [await freePort(), await mkdtemp(path.join(tmpdir(), 'kofei-e2e-'))];
		const first = process.env[FIRST_START];
		if (first) await cp(first, dataDir, { recursive: true });
		const server = new Server(port, origin ?? `http://localhost:${port}`, dataDir, settings);
		await server.start();
		return server;
	}

	/**
	 * Runs once before all journeys: a first start takes nine seconds, and most of them begin with one. Each gets a
	 * copy of the data of this one.
	 */
	static async startOnceForAll(): Promise<() => Promise<void>> {
		const server = await Server.start();
		await server.stop();
		process.env[FIRST_START] = server.#dataDir;
		return () => server.remove();
	}

	private constructor(
		port: number,
		origin: string,
		dataDir: string,
		settings: Readonly<Record<string, string>>
	) {
		this.port = port;
		this.origin = origin;
		this.#dataDir = dataDir;
		this.#settings = settings;
	}

	/** On the same port and the same data as before. */
	async start(): Promise<void> {
		const { SUPABASE_URL: _, ...environment } = process.env;
		const child = spawn(process.execPath, ['src/run/start.ts'], {
			cwd: this.release,
			env: {
				...environment,
				PORT: String(this.port),
				HOST: '127.0.0.1',
				ORIGIN: this.origin,
				DATA_DIR: this.#dataDir,
				...this.#settings
			},
			stdio: ['ignore', 'pipe', 'pipe']
		});
		child.stdout.on('data', (text) => (this.#output += text));
		child.stderr.on('data', (text) => (this.#output += text));
		this.#process = child;
		// Whoever interrupts a run leaves no server behind.
		const orphan = () => child.kill('SIGKILL');
		process.once('exit', orphan);
		child.once('exit', () => process.off('exit', orphan));
		const end = Date.now() + START_PATIENCE_MS;
		while (!(await this.isReady())) {
			if (child.exitCode !== null || child.signalCode !== null || Date.now() > end)
				throw new Error(`the server does not start; is build/ there?\n${this.#output}`);
			await new Promise((resolve) => setTimeout(resolve, LOOK_AGAIN_MS));
		}
	}

	async isReady(): Promise<boolean> {
		return fetch(`http://127.0.0.1:${this.port}/api/health`)
			.then((response) => response.ok)
			.catch(() => false);
	}

	/** SIGTERM lets it finish; SIGKILL is a power cut. Gives the code it ended with. */
	async stop(signal: 'SIGTERM' | 'SIGKILL' = 'SIGTERM'): Promise<number | null> {
		const child = this.#process;
		this.#process = null;
		if (!child || child.exitCode !== null) return child?.exitCode ?? null;
		const gone = new Promise((resolve) => child.once('exit', resolve));
		child.kill(signal);
		await gone;
		return child.exitCode;
	}

	/** What only the office's technicians can do: changes the database while the server is stopped, then starts it. */
	async changeDatabase(sql: string): Promise<void> {
		await this.whileStopped(async (folder) => {
			const { createPgliteConnection } = await import('@supabase/lite/pglite');
			const connection = await createPgliteConnection({ url: folder });
			await connection.exec(sql);
			await connection.close();
		});
	}

	/** Does something in the folder of the database, which belongs to one process at a time. */
	async whileStopped(work: (folder: string) => Promise<void>): Promise<void> {
		await this.stop();
		await work(path.join(this.#dataDir, 'postgres'));
		await this.start();
	}

	/** What it signs sessions with: for tests that need one nobody could get otherwise. */
	async sessionSecret(): Promise<string> {
		return readFile(path.join(this.#dataDir, 'jwt-secret'), 'utf8');
	}

	/** A backup by the command people use; gives its folder, which goes with the server. */
	async backUp(): Promise<string> {
		await this.stop();
		const folder = `${this.#dataDir}.backup`;
		await this.#command('backup.ts', folder);
		await this.start();
		return folder;
	}

	/** All data is gone, and comes back from a backup. */
	async destroyAndRestore(backup: string): Promise<void> {
		await this.stop();
		await rm(this.#dataDir, { recursive: true });
		await this.#command('restore.ts', backup);
		await this.start();
	}

	/** Invented applications, as `npm run demo` makes them: while the server is stopped, through the calls of everybody. */
	async fillWithExamples(count: number): Promise<void> {
		await this.stop();
		await this.#command('demo.ts', String(count));
		await this.start();
	}

	/** One of `src/run` on the data of this server, which is stopped. */
	async #command(file: string, argument: string): Promise<void> {
		const { SUPABASE_URL: _, ...environment } = process.env;
		const child = spawn(process.execPath, [`src/run/${file}`, argument], {
			cwd: root,
			env: { ...environment, DATA_DIR: this.#dataDir },
			stdio: ['ignore', 'ignore', 'inherit']
		});
		const code = await new Promise((resolve) => child.once('exit', resolve));
		if (code !== 0) throw new Error(`${file} ended with ${code}`);
	}

	/** What it wrote to its log. */
	get output(): string {
		return this.#output;
	}

	async remove(): Promise<void> {
		await this.stop();
		await rm(this.#dataDir, { recursive: true, force: true });
		await rm(`${this.#dataDir}.backup`, { recursive: true, force: true });
		if (this.release !== root) await rm(this.release, { recursive: true });
	}
}

export function freePort(): Promise<number> {
	return new Promise((resolve, reject) => {
		const probe = createServer().once('error', reject);
		probe.listen(0, '127.0.0.1', () => {
			const address = probe.address();
			probe.close(() => (typeof address === 'object' && address ? resolve(address.port) : reject()));
		});
	});
}
