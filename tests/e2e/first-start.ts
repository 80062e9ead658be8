import { Server } from '../support/server';

/** Playwright calls it before all journeys, and what it returns after them. */
export default () => Server.startOnceForAll();
