import {
  CASE_STATUS_NAMES,
  CLOSE_PLATFORMS,
  closeCodeOf,
  CLOSED_STATUSES,
  mergedWith,
  statusNameIn,
  TongbanError,
  type ClosePlatform,
  type CloseCodesView,
  type CloseCodeView,
} from '#contracts';
import type { Database } from '../../db/database.js';
import { loadCaseFiles, type CaseFile } from '../case-file.js';

/** 办结结果对照: the end of a case in the codes of other platforms, for whoever reports it there. */
export class CloseCodes {
  constructor(
    private readonly self: string,
    private readonly db: Database,
  ) {}

  /** Throws case_not_found. */
  async view(caseNo: string): Promise<CloseCodesView> {
    const file = await this.db.transaction(async (tx) => (await loadCaseFiles(tx, [caseNo])).get(caseNo));
    if (!file) throw new TongbanError('case_not_found', { caseNo });
    const passedOn = (file.state.formerHomes ?? []).includes(this.self) && file.state.roles.home !== this.self;
    const closed = passedOn || CLOSED_STATUSES.includes(file.status);
    return {
      caseNo,
      status: file.status,
      statusZh: statusNameIn(file.status, file.state.mode),
      closed,
      codes: CLOSE_PLATFORMS.map((platform) => codeView(platform, file, passedOn, closed)),
    };
  }
}

function codeView(platform: ClosePlatform, file: CaseFile, passedOn: boolean, closed: boolean): CloseCodeView {
  const code = closeCodeOf(platform, file.status, passedOn);
  const codeZh = code === null ? null : (platform.codes[code] ?? null);
  const alsoMeans = passedOn ? [] : mergedWith(platform, file.status).map((status) => CASE_STATUS_NAMES[status]);
  const named =
    code === null ? `${platform.zh}没有与此对应的代码，请用文字说明` : `${platform.zh}记为 ${code} ${codeZh}`;
  const words = closed ? named : '办件尚未办结';
  return { platform: platform.platform, platformZh: platform.zh, code, codeZh, alsoMeans, words };
}
