import { v7 } from 'uuid';

const PREFIX = {
  thread: 'thr_',
  message: 'msg_',
  toolCall: 'tc_',
  call: 'call_',
  task: 'tsk_',
  workflow: 'wf_',
  attachment: 'atc_',
  hiddenNote: 'shcx_',
  hiddenContext: 'hcx_',
} as const;

/** A new id with the prefix that ChatKit gives this kind. Ids sort by the time they were made at. */
export const newId = (kind: keyof typeof PREFIX): string => PREFIX[kind] + v7();
