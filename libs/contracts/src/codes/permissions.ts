/** Roles of signed-in people. */
export const USER_ROLES = [
  'clerk',
  'reviewer',
  'pickup',
  'supervisor',
  'invited-supervisor',
  'operator',
  'administrator',
] as const;
export type UserRole = (typeof USER_ROLES)[number];

/** The name of each role as people at the window know it. */
export const USER_ROLE_NAMES: Readonly<Record<UserRole, string>> = {
  clerk: '窗口收件人员',
  reviewer: '审核人员',
  pickup: '取件人员',
  supervisor: '督查人员',
  'invited-supervisor': '特约监督员',
  operator: '运维人员',
  administrator: '管理员',
};

const everyone = USER_ROLES;
/** 特约监督员 look at cases and figures, masked; who looks after accounts has no business with cases. */
const caseFolk: readonly UserRole[] = ['clerk', 'reviewer', 'pickup', 'supervisor', 'invited-supervisor', 'operator'];
const cityFolk: readonly UserRole[] = ['clerk', 'reviewer', 'pickup', 'supervisor', 'operator'];

/**
 * 权限表: what each role may. Commands of the node, addresses of the gateway, and the console's menu, pages and buttons
 * all read this table; which act a case allows at the moment is the status table's to say, beside it.
 */
export const PERMISSIONS = {
  /** Be signed in, and stay so. */
  session: everyone,
  /** Items, cities, pickup points, calendar: nothing of any person. */
  'reference.look': everyone,
  /** Lists, cases and timelines, with masked names. */
  'case.look': caseFolk,
  /** Search by the number of a certificate: a yes tells that this person has a case. */
  'case.search-certificate': cityFolk,
  /** The files of an application (附件), for those who work with it. */
  'case.attachments': ['clerk', 'reviewer'],
  /** Take lists away as a file; each time is written down. */
  'case.export': ['clerk', 'reviewer', 'pickup', 'supervisor', 'operator'],
  'case.notices': ['clerk', 'reviewer', 'pickup', 'supervisor'],
  'case.evidence': ['reviewer', 'supervisor', 'operator'],
  'case.collect': ['clerk'],
  'case.review': ['reviewer'],
  /** What somebody types, kept until it is handed in: their own alone. */
  'draft.keep': ['clerk', 'reviewer', 'pickup'],
  'case.hand-over': ['pickup'],
  /** Hand a case back to the queue that somebody claimed. */
  'queue.hand-back': ['reviewer', 'supervisor'],
  'queue.look-deputies': ['reviewer', 'supervisor'],
  'queue.set-deputies': ['supervisor'],
  'supervision.look': caseFolk,
  'supervision.answer-cards': ['clerk', 'reviewer', 'pickup'],
  'supervision.decide': ['supervisor'],
  /** Partners and their links, without what they carry. */
  'operations.look-partners': caseFolk,
  'operations.look': ['operator', 'supervisor'],
  'operations.statement': ['operator', 'supervisor'],
  'operations.act': ['operator'],
  'administration.people': ['administrator'],
} as const satisfies Record<string, readonly UserRole[]>;
export type Permission = keyof typeof PERMISSIONS;

/** Whether a role has a permission. */
export const mayRole = (role: UserRole, permission: Permission): boolean =>
  (PERMISSIONS[permission] as readonly UserRole[]).includes(role);
