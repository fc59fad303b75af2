import { CASE_STATUS_NAMES, type DeliveryView, type ErasureView } from '#contracts';

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
