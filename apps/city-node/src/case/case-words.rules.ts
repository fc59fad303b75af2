import {
  CARD_GROUND_NAMES,
  CARD_LEVEL_NAMES,
  CASE_STATUS_NAMES,
  CLOCK_NAMES,
  type CardGround,
  type CardLevel,
  type ClockKind,
  type DeliveryView,
  type ErasureView,
} from '#contracts';

/** 到期删除: said at the window, so that nobody takes an empty form for a lost one. */
export function erasureView(erasedAt: Date | null): ErasureView | null {
  if (erasedAt === null) return null;
  const day = erasedAt.toLocaleDateString('sv-SE', { timeZone: 'Asia/Shanghai' });
  const words = `保存期限届满，个人信息已于 ${day} 依规删除；办理过程、签名和回执仍可核验`;
  return { at: erasedAt.toISOString(), words };
}

/** What the clerk reads about the way to the other city. */
export function deliveryWords(state: DeliveryView['state'], name: string, statusZh: string): string {
  switch (state) {
    case 'SETTLED':
      return statusZh === CASE_STATUS_NAMES.COLLECTED ? '已收件，待窗口转递' : `已送达${name}`;
    case 'UNDERWAY':
      return `已安全留存，正在自动转递至${name}`;
    case 'HELD':
      return `已安全留存，${name}恢复后自动转递`;
  }
}

/** A card in words: level, what for, and by how much. */
export function cardWords(
  level: CardLevel,
  ground: CardGround,
  clock: ClockKind | null,
  dueOn: string | null,
  overdueDays: number,
): string {
  const what = ground === 'CLOCK' && clock ? CLOCK_NAMES[clock] : CARD_GROUND_NAMES[ground];
  const when = dueOn === null ? '' : level === 'WARNING' ? `，${dueOn} 到期` : `，${dueOn} 已到期`;
  const over = overdueDays > 0 ? `，超过 ${overdueDays} 个工作日` : '';
  return `${CARD_LEVEL_NAMES[level]}：${what}${when}${over}`;
}
