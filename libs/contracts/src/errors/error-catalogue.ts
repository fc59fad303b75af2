/** What one error code means; `status` is the HTTP status the gateway answers with. */
export interface CatalogueEntry {
  status: number;
  /** One sentence for the person at the window. */
  zh: string;
  /** What that person can do now. */
  remedyZh: string;
  en: string;
}

const entry = (status: number, zh: string, remedyZh: string, en: string): CatalogueEntry => ({
  status,
  zh,
  remedyZh,
  en,
});

/** Every code that leaves a Tongban process. docs/errors.md is tested equal to it in both directions. */
export const ERROR_CATALOGUE = {
  // the door: body, headers, sign-in
  body_malformed: entry(
    400,
    '提交的内容不是有效的 JSON',
    '请刷新页面后重试；若仍出现请联系技术人员',
    'The body is not valid JSON.',
  ),
  body_too_large: entry(413, '提交的内容超过大小上限', '请压缩或减少内容后重试', 'The body is over the size limit.'),
  request_invalid: entry(
    422,
    '填写内容有误',
    '请按标出的字段改正后重新提交',
    'A field is missing, unknown or has a wrong value; details name it.',
  ),
  not_found: entry(404, '没有这个地址', '请检查访问地址', 'No such route.'),
  media_type_unsupported: entry(
    415,
    '提交方式不受支持',
    '请刷新页面后重试；若仍出现请联系技术人员',
    'The content type is not application/json.',
  ),
  rate_limited: entry(429, '操作过于频繁', '请稍等片刻再试', 'Too many requests from this address.'),
  sign_in_failed: entry(
    401,
    '用户名或口令不正确',
    '请核对后重试；连续多次错误会暂时锁定',
    'Unknown user or wrong password.',
  ),
  sign_in_locked: entry(
    429,
    '口令错误次数过多，账号已暂时锁定',
    '请十五分钟后再试，或请管理员解锁',
    'Too many wrong passwords; locked for 15 minutes.',
  ),
  token_missing: entry(401, '尚未登录', '请先登录', 'No bearer token was sent.'),
  token_invalid: entry(401, '登录凭证无效', '请重新登录', 'The token is malformed, forged, or of another city.'),
  token_expired: entry(401, '登录已过期', '请重新登录，已填写的内容不会丢失', 'The token is past its expiry.'),
  role_not_allowed: entry(403, '您的岗位不能办理此操作', '请由有权限的岗位办理', 'The signed-in role may not do this.'),
  window_required: entry(403, '您尚未绑定窗口，不能收件', '请管理员为您绑定窗口', 'The clerk is bound to no window.'),
  idempotency_key_missing: entry(
    400,
    '本次提交缺少防重复编号',
    '请刷新页面后重新提交',
    'A creating call needs an Idempotency-Key of 8–64 characters.',
  ),
  idempotency_key_reused: entry(
    422,
    '同一防重复编号已用于另一份内容',
    '请刷新页面后重新提交',
    'The Idempotency-Key was used with another body.',
  ),
  if_match_missing: entry(
    428,
    '提交时没有带上您所看到的办件版本',
    '请刷新办件后再操作',
    'Acts on a case need If-Match with the revision that the screen showed.',
  ),
  case_changed: entry(
    409,
    '办件刚刚有新进展',
    '请查看新进展后再决定是否继续',
    'Newer events than the screen showed; details name them.',
  ),
  internal_error: entry(
    500,
    '系统内部错误',
    '内容未丢失，请稍后重试；若仍出现请联系技术人员并告知编号',
    'An unexpected failure, logged with the request id.',
  ),
  city_node_unreachable: entry(
    503,
    '本市节点暂时无法连接',
    '请稍后重试，未提交的内容请勿关闭页面',
    "The gateway cannot reach this city's node.",
  ),
  pdf_unavailable: entry(
    503,
    '暂时不能生成 PDF',
    '请打开网页版文书直接打印；如长期不可用，请技术人员检查打印浏览器',
    'No Chromium is installed, it is busy or it failed; details.reason says which. The HTML page is served.',
  ),
  database_unavailable: entry(503, '本市数据库暂时不可用', '请稍后重试', "The node's database is away."),
  city_not_served: entry(404, '本网关不服务这座城市', '请检查所选城市', 'This gateway serves no such city.'),
  // codes and identifiers
  instant_invalid: entry(422, '时间格式不正确', '请刷新页面后重新提交', 'Not an ISO instant in UTC with milliseconds.'),
  date_invalid: entry(422, '日期格式不正确或不存在', '请按 年-月-日 填写', 'Not a calendar date YYYY-MM-DD.'),
  region_code_invalid: entry(422, '行政区划代码格式不正确', '请填写六位行政区划代码', 'Not of GB/T 2260 form.'),
  resident_id_invalid: entry(422, '居民身份证号码有误', '请核对号码，末位校验码不符或日期不存在', 'Fails GB 11643.'),
  uscc_invalid: entry(422, '统一社会信用代码有误', '请核对代码', 'Fails GB 32100.'),
  mobile_phone_invalid: entry(422, '手机号码有误', '请填写十一位手机号码', 'Not a mainland mobile number.'),
  case_no_invalid: entry(
    422,
    '办件编号有误',
    '请核对编号，校验位不符',
    'Not a case number, or its check character is wrong.',
  ),
  // the case
  city_unknown: entry(404, '没有这座协作城市', '请从列表选择城市', 'No such party in the directory.'),
  calendar_invalid: entry(
    422,
    '工作日历有误，未导入',
    '请按列出的日期核对放假通知后重新导入',
    'A year of the working calendar contradicts itself; `faults` name the days.',
  ),
  item_unknown: entry(404, '没有这个事项', '请从事项清单选择', 'No such item of that city here.'),
  item_not_agreed: entry(
    422,
    '两市未约定通办此事项',
    '请改选事项，或告知申请人到属地办理',
    'The pair has no agreement for this item and mode.',
  ),
  item_not_effective: entry(
    422,
    '事项尚未生效或已停止受理',
    '请改选有效版本的事项',
    'The item is not effective at this instant.',
  ),
  item_withdrawn: entry(422, '属地已停止办理此事项', '请告知申请人咨询属地', 'The item was withdrawn.'),
  material_missing: entry(
    422,
    '缺少必需材料',
    '请补齐标出的材料后再收件',
    'A required material is not provided; details list them.',
  ),
  material_not_electronic: entry(
    422,
    '全程网办只收电子材料',
    '请改为上传电子件、电子证照或数据共享，或改用其他办理方式',
    'The online mode takes no paper; details list the materials given on paper.',
  ),
  material_unknown: entry(
    422,
    '材料不在属地清单内',
    '请按属地清单登记材料',
    'A material code is not in the checklist.',
  ),
  original_required: entry(422, '此材料须核验原件', '请核对原件后勾选', 'The original must be seen for this material.'),
  field_missing: entry(
    422,
    '表单有必填项未填',
    '请补填标出的字段',
    'A required form field is empty; details list them.',
  ),
  field_unknown: entry(422, '表单字段不属于此事项', '请刷新事项后重新填写', 'A form field is not in the item.'),
  field_invalid: entry(
    422,
    '表单字段内容不符合要求',
    '请按提示改正标出的字段',
    'A form field has a wrong kind, length or choice.',
  ),
  applicant_type_not_allowed: entry(
    422,
    '此事项不面向该类申请人',
    '请核对申请人类型',
    'The item does not serve this applicant type.',
  ),
  delegation_missing: entry(
    409,
    '没有现行有效的授权委托，不能以属地名义办理',
    '请联系属地确认授权委托的事项、权限和期限，或由属地收回办理',
    'The home city has published no delegation in force for this act on this item.',
  ),
  delegation_invalid: entry(
    422,
    '授权委托内容有误',
    '请按标出的问题改正后重新发布',
    'The delegation contradicts itself, the list of items, or what was published before; details name the faults.',
  ),
  agent_not_allowed: entry(422, '此事项须本人办理', '请由本人到场', 'The item allows no agent.'),
  agent_missing: entry(
    422,
    '代理办理须登记代理人',
    '请登记代理人身份与委托',
    'Identity was checked on an agent but none is given.',
  ),
  joint_plan_missing: entry(
    422,
    '该事项不能按联办收件，或联办事项未按联办收件',
    '请核对事项：有联办方案的事项用联办收件，其他事项用普通收件',
    'The item has no plan of parts, or a plan and is collected without it.',
  ),
  joint_choice_invalid: entry(
    422,
    '联办各分件的选择有误',
    '请补齐必办分件，并为有多个办理地的分件选定城市',
    'A part is unknown, missing, not chosen among its cities, or left out although another one needs it.',
  ),
  standing_not_offered: entry(
    422,
    '该事项不能按月委托办理',
    '请按一次性办理作出决定',
    'The item has no standing terms.',
  ),
  standing_not_granted: entry(
    409,
    '本办件没有准予按月委托',
    '请核对办件；只有准予委托的办件才能终止委托',
    'The case was not approved as a standing authorisation.',
  ),
  case_not_found: entry(404, '没有这个办件，或不属于本市', '请核对办件编号', 'No such case at this city.'),
  card_not_found: entry(
    404,
    '该办件没有这张监察牌',
    '请在监察列表中选择',
    'The case has no such card, or another city was given it: only the carded city answers for it.',
  ),
  card_answered: entry(
    409,
    '这张监察牌已回复、申诉或撤销，不能再次处理',
    '请刷新后查看处理情况',
    'The card was replied to, appealed or cancelled before; an appeal may follow a reply, a cancel any of them.',
  ),
  notice_not_found: entry(
    404,
    '该办件没有这份文书',
    '请在文书列表中选择；文书随办理步骤产生',
    'The case has no document of this kind or number, or this role may not print it.',
  ),
  notice_unreadable: entry(
    409,
    '文书所需内容本市无权查看，或已按保存期限删除',
    '请向出具文书的城市查询；已打印的文书仍可凭摘要核验',
    'What the page needs is withheld from this city, or erased, or made by a later version.',
  ),
  action_not_allowed: entry(
    409,
    '办件当前状态不能进行此操作',
    '请刷新办件查看当前状态',
    'The status table does not allow this action now; details say why.',
  ),
  not_our_part: entry(
    403,
    '此操作由另一城市负责',
    '请等待对方城市办理',
    "The action belongs to another city's role in this case.",
  ),
  case_frozen: entry(409, '办件记录存在分叉，已冻结', '请联系技术人员核查', 'A fork froze a lane of this case.'),
  event_too_large: entry(413, '填写内容超过大小上限', '请减少填写内容，附件另行传送', 'The event would exceed 256 KB.'),
  partner_ahead: entry(
    409,
    '对方城市的记录比本市新，正在核对',
    '可以查阅，暂不能办理；系统正在从对方取回记录，请稍候',
    'The partner holds events of ours that we do not: we were restored from a backup and fetch them back.',
  ),
  recovery_pending: entry(
    409,
    '本市数据由备份恢复，尚未与对方城市核对一致',
    '可以查阅，暂不能办理；对方恢复联系后自动继续，长期联系不上请联系技术人员',
    'The database was restored or failed over, and this partner has not yet agreed on what it holds of us.',
  ),
  link_starting: entry(
    503,
    '本市节点刚刚启动，正在与对方城市核对',
    '请几秒后重试',
    'Just started: acts on existing cases wait a few seconds for the first link status of their partners.',
  ),
  pickup_point_unknown: entry(422, '没有这个领取点', '请从列表选择领取点', 'No such pickup point.'),
  pickup_code_wrong: entry(
    422,
    '取件码不正确',
    '请核对取件码，错误五次将锁定',
    'Wrong pickup code; details say how many attempts remain.',
  ),
  pickup_code_locked: entry(
    423,
    '取件码错误次数过多，已锁定',
    '请核验本人身份后重发取件码',
    'Too many wrong codes; reissue after an identity check.',
  ),
  identity_mismatch: entry(422, '身份核验不符', '请核对领取人证件', 'The identity at hand-over does not match.'),
  // between cities
  partner_unreachable: entry(
    503,
    '对方城市暂时联系不上',
    '已安全留存，对方恢复后自动转递',
    'The breaker of this partner is open or the question was not answered.',
  ),
  link_held: entry(503, '与对方城市的链路暂停', '已安全留存，恢复后自动转递', 'The link is held; details say why.'),
  envelope_malformed: entry(
    400,
    '收到的封装格式不正确',
    '由技术人员核查',
    'Not a strict compact JWS/JWE of our profile.',
  ),
  envelope_oversize: entry(413, '收到的封装超过大小上限', '由技术人员核查', 'An envelope is over the size limit.'),
  envelope_suite: entry(
    400,
    '收到的封装算法不被接受',
    '由技术人员核查',
    'Another algorithm suite than the one agreed.',
  ),
  envelope_undecryptable: entry(
    400,
    '收到的封装无法解封',
    '由技术人员核查',
    'Decryption failed: tampered or sealed to another key.',
  ),
  signature_invalid: entry(400, '签名验证失败', '由技术人员核查', 'A signature does not verify.'),
  key_unknown: entry(
    400,
    '签名密钥不在目录内',
    '由技术人员更新城市目录',
    'The kid is not in the directory for that city.',
  ),
  key_expired: entry(400, '密钥不在有效期内', '请对方城市更换密钥', 'The key is not valid at the judged instant.'),
  key_revoked: entry(400, '密钥已吊销', '请对方城市更换密钥', 'The key was revoked before the event was receipted.'),
  wrong_recipient: entry(400, '封装的收件城市不是本市', '由技术人员核查', 'Addressed to another city.'),
  wrong_sender: entry(
    400,
    '封装的发送城市不符',
    '由技术人员核查',
    'The sender differs from the subject or is not a partner.',
  ),
  protocol_version_unknown: entry(400, '协议版本不被支持', '请升级节点', 'Unknown protocol version.'),
  payload_invalid: entry(
    400,
    '事件内容不符合协议',
    '由技术人员核查',
    'A payload is not of the agreed shape or not canonical.',
  ),
  clock_ahead: entry(409, '对方时钟快于本市十五分钟以上', '请双方校准时钟', 'A time lies more than 15 minutes ahead.'),
  link_conflict: entry(409, '双方链路账不一致', '由技术人员对账', 'Link heads differ.'),
  link_gap: entry(409, '链路序号不连续', '系统自动补发', 'A number is missing before this batch.'),
  nonce_mismatch: entry(400, '应答与提问不符', '系统自动重试', 'An answer is not bound to our question.'),
  question_expired: entry(400, '提问已过期', '系统自动重试', 'A question or answer is older than 30 seconds.'),
  question_unknown: entry(400, '不支持的提问', '请升级节点', 'Unknown question.'),
  directory_invalid: entry(
    400,
    '城市目录签名无效',
    '请联系联盟管理方',
    'The directory is not signed by the federation key.',
  ),
  directory_old: entry(409, '城市目录比现有的旧', '请使用最新目录', 'An older directory than the one in use.'),
  directory_fork: entry(409, '城市目录链断开', '请联系联盟管理方', 'A directory does not continue the one in use.'),
  // outcomes of single events
  chain_broken: entry(409, '事件链不连续', '由技术人员核查', 'prev does not equal the hash of the predecessor.'),
  fork: entry(
    409,
    '同一序号出现两个不同事件',
    '该城市在本办件的记录已冻结',
    'Same author, lane and seq with another hash.',
  ),
  lane_frozen: entry(409, '该城市在本办件的记录已冻结', '由技术人员核查', 'The lane was frozen by a fork.'),
  seen_mismatch: entry(
    409,
    '事件引用的记录与本市所存不一致',
    '由技术人员核查',
    'seen names another hash than the one stored.',
  ),
  basis_mismatch: entry(
    409,
    '事件依据的清单与本市所存不一致',
    '由技术人员核查',
    'basis names another hash than the one stored.',
  ),
  predecessor_missing: entry(409, '等待前一事件', '系统自动补齐', 'The predecessor has not arrived.'),
  lane_missing: entry(409, '等待另一城市的记录', '系统自动补齐', 'Another lane that seen names has not arrived.'),
  basis_missing: entry(409, '等待事项清单', '系统自动补齐', 'The basis event has not arrived.'),
  not_entitled: entry(
    403,
    '该城市无权陈述此事实',
    '由技术人员核查',
    'The author may not state this fact in this case.',
  ),
  fact_unknown: entry(400, '未知的事实类型或版本', '请升级节点后重新应用', 'Unknown event type or version.'),
  data_invalid: entry(400, '事件数据不符合约定', '由技术人员核查', 'The data fails its contract or its hash.'),
  time_runs_back: entry(400, '事件时间早于前一事件', '由技术人员核查', 'Time runs back in a lane.'),
} as const satisfies Record<string, CatalogueEntry>;

export type ErrorCode = keyof typeof ERROR_CATALOGUE;

/** True if `code` is one of the catalogue. */
export function isErrorCode(code: string): code is ErrorCode {
  return Object.hasOwn(ERROR_CATALOGUE, code);
}
