import { describeStoreContract } from '../testing/store-contract.ts';
import { memoryStore } from './memory.ts';

describeStoreContract('memoryStore', () => memoryStore());
