import type { AttachmentState } from '#contracts';

/** Where a file is, in words for the person who wants to read it. */
export function attachmentWords(state: AttachmentState, holderName: string, percent: number): string {
  switch (state) {
    case 'HERE':
      return '已在本市，可以查看';
    case 'FETCHING':
      return `正在从${holderName}取回，已完成 ${percent}%`;
    case 'WAITING_FOR_PARTNER':
      return `${holderName}暂时联系不上，恢复后自动继续取回，已完成 ${percent}%`;
    case 'DAMAGED':
      return '未通过完整性核验，请联系技术人员；必要时请申请人重新提交';
    case 'GONE':
      return '已按保存期限删除';
  }
}
