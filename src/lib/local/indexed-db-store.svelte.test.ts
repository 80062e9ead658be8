import { deviceStoreContract } from './device-store.contract';
import { freshDevice, indexedDbFaults } from './indexed-db-store.contract';

deviceStoreContract('Chromium', freshDevice);
indexedDbFaults('Chromium');
