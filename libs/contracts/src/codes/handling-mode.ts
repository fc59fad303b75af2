/**
 * The five ways in which an item is handled across cities. Which ones an item allows is told by its definition;
 * who may accept and decide differs between them, so a mode is never guessed from the item's kind.
 */
export const HANDLING_MODES = ['DIRECT', 'ONLINE', 'PROXY_COLLECT', 'DELEGATED', 'JOINT'] as const;

/** One of {@link HANDLING_MODES}. */
export type HandlingMode = (typeof HANDLING_MODES)[number];

/** The name of each mode as people at the window know it. */
export const HANDLING_MODE_NAMES: Readonly<Record<HandlingMode, string>> = {
  DIRECT: '直接办理',
  ONLINE: '全程网办',
  PROXY_COLLECT: '代收资料',
  DELEGATED: '授权委托',
  JOINT: '多地联办',
};

/** True for the code of a mode. */
export function isHandlingMode(value: unknown): value is HandlingMode {
  return HANDLING_MODES.includes(value as HandlingMode);
}
