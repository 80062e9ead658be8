import 'fake-indexeddb/auto';
import { deviceStoreContract } from './device-store.contract';
import { freshDevice, indexedDbFaults } from './indexed-db-store.contract';

deviceStoreContract('an imitated database', freshDevice);
indexedDbFaults('an imitated database');
