import {
  MAX_IMPORT_ROWS,
  SavePerson,
  TongbanError,
  USER_ROLE_NAMES,
  USER_ROLES,
  checkShape,
  type UserRole,
} from '#contracts';

/** A line of an import: who it makes or changes, or in words why it does not. */
export interface PersonLine {
  line: number;
  username: string | null;
  person: SavePerson | null;
  /** True where the file says nothing of subjects: who is bound stays so. */
  keepsSubject: boolean;
  words: string | null;
}

const COLUMNS = [
  ['username', '用户名'],
  ['displayName', '姓名'],
  ['role', '岗位'],
  ['windowId', '窗口编号'],
  ['unitId', '部门编号'],
  ['subject', '统一身份标识'],
  ['passwordless', '无口令'],
] as const;
type Column = (typeof COLUMNS)[number][0];

/** Reads a file of people. Throws import_malformed where it is no table at all; a bad line is told in its place. */
export function peopleLines(csv: string): PersonLine[] {
  const [heading, ...lines] = csvRows(csv.replace(/^\uFEFF/, ''));
  const columns = (heading?.cells ?? []).map(
    (cell) => COLUMNS.find((names) => names.includes(cell.trim() as never))?.[0],
  );
  const has = (column: Column): boolean => columns.includes(column);
  if (!has('username') || !has('displayName') || !has('role')) throw new TongbanError('import_malformed', { line: 1 });
  const filled = lines.filter(({ cells }) => cells.some((cell) => cell.trim() !== ''));
  if (filled.length > MAX_IMPORT_ROWS) throw new TongbanError('import_malformed', { lines: filled.length });
  const seen = new Set<string>();
  return filled.map(({ line, cells }) => {
    const values = Object.fromEntries(
      columns.flatMap((column, i) => (column && cells[i]?.trim() ? [[column, cells[i].trim()]] : [])),
    ) as Partial<Record<Column, string>>;
    return { ...lineOf(line, values, seen), keepsSubject: !has('subject') };
  });
}

function lineOf(
  line: number,
  values: Partial<Record<Column, string>>,
  seen: Set<string>,
): Omit<PersonLine, 'keepsSubject'> {
  const username = values.username ?? null;
  const refused = (words: string): ReturnType<typeof lineOf> => ({ line, username, person: null, words });
  if (username !== null && seen.has(username)) return refused('同一用户名在文件中出现两次');
  if (username !== null) seen.add(username);
  const role = roleOf(values.role ?? '');
  if (role === undefined) return refused(`没有“${values.role ?? ''}”这个岗位`);
  const { passwordless, ...texts } = values;
  const isPasswordless = YES_NO.get(passwordless ?? '');
  if (isPasswordless === undefined) return refused('“无口令”一列请填“是”或“否”');
  try {
    const person = checkShape(
      SavePerson,
      { ...texts, role, ...(isPasswordless ? { passwordless: true } : {}) },
      'request_invalid',
    );
    return { line, username, person, words: null };
  } catch (error) {
    if (!(error instanceof TongbanError)) throw error;
    const faults = error.details.faults as { path: string }[];
    const names = faults.map(({ path }) => COLUMNS.find(([column]) => column === path)?.[1] ?? path);
    return refused(`${[...new Set(names)].join('、')}缺少或格式不正确`);
  }
}

/** Empty is no. */
const YES_NO = new Map([
  ['', false],
  ['否', false],
  ['是', true],
]);

/** By its name or its code. */
const roleOf = (text: string): UserRole | undefined =>
  USER_ROLES.find((role) => role === text || USER_ROLE_NAMES[role] === text);

/** Rows of RFC 4180, each with the number of the line it begins on. Throws import_malformed for a quote left open. */
function csvRows(text: string): { line: number; cells: string[] }[] {
  const found: { line: number; cells: string[] }[] = [];
  let [cells, cell, quoted, line, began]: [string[], string, boolean, number, number] = [[], '', false, 1, 1];
  const endRow = (): void => {
    found.push({ line: began, cells: [...cells, cell] });
    [cells, cell, began] = [[], '', line];
  };
  for (let i = 0; i < text.length; i += 1) {
    const at = text.charAt(i);
    if (at === '\n') line += 1;
    if (quoted) {
      if (at !== '"') cell += at;
      else if (text[i + 1] === '"') [cell, i] = [`${cell}"`, i + 1];
      else quoted = false;
    } else if (at === '"' && cell === '') quoted = true;
    else if (at === ',' || at === '，') [cells, cell] = [[...cells, cell], ''];
    else if (at === '\n') endRow();
    else if (at !== '\r') cell += at;
  }
  if (quoted) throw new TongbanError('import_malformed', { line: began });
  if (cell !== '' || cells.length > 0) endRow();
  return found;
}
