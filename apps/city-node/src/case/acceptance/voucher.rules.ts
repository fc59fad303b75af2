import type { CaseView, CollectedView, HandlingMode } from '#contracts';

type Voucher = CollectedView['voucher'];

/** What an applicant is handed when the application is taken in; none of them is an acceptance, and each says so. */
export function voucherOf(view: CaseView, homeName: string): Voucher {
  const title = view.mode === 'ONLINE' ? '电子回执' : '收件凭证';
  const what = `已收取“${view.itemName ?? ''}”申请材料，办件编号 ${view.caseNo}。`;
  return { number: view.receiptNo ?? '', title, text: `${what}${whatFollows(view, homeName)}` };
}

function whatFollows({ mode, homeCity, collectingCity }: CaseView, homeName: string): string {
  if (homeCity === collectingCity) {
    return '本凭证仅证明收件，是否受理由本市审核后另行告知，办理时限自受理之日起算。';
  }
  const by: Partial<Record<HandlingMode, string>> = {
    ONLINE: `本回执仅证明申请已提交${homeName}，是否受理由属地审核后另行告知，办理时限自属地受理之日起算。`,
    DIRECT: '本凭证仅证明收件，是否受理由收件地作为有权机关直接审核后告知，办理时限自受理之日起算。',
    DELEGATED: `本凭证仅证明收件，是否受理由收件地受托以${homeName}名义审核后告知，办理时限自受理之日起算。`,
  };
  return by[mode ?? 'PROXY_COLLECT'] ?? '本凭证仅证明收件，是否受理由属地审核后另行告知，办理时限自属地受理之日起算。';
}
