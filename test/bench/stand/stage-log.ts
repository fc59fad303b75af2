// Loaded into a node before its program (`--import …stage-log.js?to=FILE`): keeps every mark with its time and writes
// them down when the node ends.
import { subscribe } from 'node:diagnostics_channel';
import { writeFileSync } from 'node:fs';
import { STAGES_CHANNEL } from '#runtime';

const to = new URL(import.meta.url).searchParams.get('to');
const marks: string[] = [];
// One clock for all processes of a machine.
subscribe(STAGES_CHANNEL, (stage) => void marks.push(`${process.hrtime.bigint()} ${String(stage)}`));
process.once('exit', () => {
  if (to !== null) writeFileSync(to, marks.join('\n'));
});
