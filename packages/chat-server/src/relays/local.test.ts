import { describeRelayContract } from '../testing/relay-contract.ts';
import { localHub, localRelay } from './local.ts';

describeRelayContract('localRelay', () => {
  const hub = localHub();
  return () => localRelay(hub);
});
