import { SPECIAL_PROCEDURE_NAMES, type SpecialProcedureKind } from '#contracts';

type Body = Readonly<Record<string, unknown>>;
const text = (value: unknown): string => (typeof value === 'string' ? value : '');
const count = (value: unknown): number => (Array.isArray(value) ? value.length : 0);

/** One line about a fact of the exceptional paths, from what we may read of it; null for all others. */
export function pathDetail(type: string, act: string | null, body: Body): string | null {
  switch (type) {
    case 'correction.requested': {
      const late = (body.defects as { visibleBefore?: boolean }[]).filter((one) => one.visibleBefore).length;
      const told = `补正告知书 ${text(body.noticeNo)}，第 ${String(body.round)} 次，${count(body.defects)} 项，截止 ${text(body.dueOn)}`;
      return late > 0 ? `${told}；其中 ${late} 项前次即可发现` : told;
    }
    case 'correction.supplied':
      return `补正字段 ${Object.keys(body.form ?? {}).length} 项，材料 ${count(body.materials)} 项`;
    case 'deferred.supplied':
      return `补交容缺材料 ${count(body.materials)} 项`;
    case 'case.lapsed':
      return `截止 ${text(body.dueOn)}；${text(body.reason)}`;
    case 'procedure.started': {
      const name = SPECIAL_PROCEDURE_NAMES[act as SpecialProcedureKind];
      return `${name}告知书 ${text(body.noticeNo)}，所需 ${String(body.workingDays)} 个工作日；${text(body.reason)}`;
    }
    case 'procedure.ended':
      return text(body.result);
    case 'case.extended':
      return `延期告知书 ${text(body.noticeNo)}，延长 ${String(body.workingDays)} 个工作日，批准人 ${text(body.approver)}；${text(body.reason)}`;
    case 'execution.notified':
      return executionWords(text(body.month), Number(body.amountYuan), text(body.note));
    case 'case.revoked':
      return `撤销决定书 ${text(body.decisionNo)}，${text(body.reason)}`;
    case 'commitment.verified':
      return text(body.finding);
    case 'papers.sent':
    case 'papers.received':
      return `${String(body.sheets)} 份`;
    case 'result.posted':
      return body.trackingNo ? `${text(body.carrier)}，单号 ${text(body.trackingNo)}` : text(body.carrier);
    case 'pickup.lapsed':
      return `领取点 ${text(body.pointId)}`;
    case 'case.returned':
    case 'case.withdrawn':
    case 'withdrawal.requested':
    case 'withdrawal.answered':
      return text(body.reason);
    default:
      return null;
  }
}

function executionWords(month: string, amountYuan: number, note: string): string {
  const [year, of] = month.split('-').map(Number);
  const paid = amountYuan > 0 ? `${amountYuan} 元` : '未发生金额';
  return `${year} 年 ${of} 月，${paid}${note ? `；${note}` : ''}`;
}
