import { channel } from 'node:diagnostics_channel';

/** Where a measuring program may listen: every mark is published under its name. */
export const STAGES_CHANNEL = 'tongban.stage';

const stages = channel(STAGES_CHANNEL);

/** Marks that the work in hand has come this far; costs nothing while nobody listens. */
export function mark(stage: string): void {
  if (stages.hasSubscribers) stages.publish(stage);
}
