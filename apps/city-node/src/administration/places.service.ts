import {
  TongbanError,
  type AdministrationRecordView,
  type HallView,
  type ListAdministrationRecords,
  type Page,
  type PlacesView,
  type SaveHall,
  type SaveUnit,
  type SaveWindow,
  type UnitView,
  type WindowView,
} from '#contracts';
import { rows, type Database, type Tx } from '../db/database.js';
import { mustBePlaces, type Administration, type ByWhom, type Fields } from './administration.js';

const ACTS: Readonly<Record<string, string>> = {
  CREATE_PERSON: '新建账号',
  CHANGE_PERSON: '修改账号',
  DISABLE_PERSON: '停用账号',
  ENABLE_PERSON: '启用账号',
  RESET_PASSWORD: '重置口令',
  IMPORT_PEOPLE: '批量导入人员',
  SAVE_HALL: '保存大厅',
  SAVE_WINDOW: '保存窗口',
  SAVE_UNIT: '保存部门',
  EXPORT_CASES: '导出办件列表',
};

const ENABLED_PEOPLE = 'select count(*)::int from account a where a.disabled_at is null and';

/** 大厅、窗口、部门, and the record of every change to them and to people. */
export class Places {
  constructor(
    private readonly db: Database,
    private readonly administration: Administration,
  ) {}

  /** All of the city, by id. */
  async list(): Promise<PlacesView> {
    const [halls, windows, units] = await Promise.all([
      this.db.query<HallView>('select id, name, disabled_at is not null as disabled from hall order by id collate "C"'),
      this.db.query<WindowView>(
        `select id, name, disabled_at is not null as disabled, hall_id as "hallId", kind, unit_id as "unitId",
           (${ENABLED_PEOPLE} a.window_id = w.id) as people from service_window w order by id collate "C"`,
      ),
      this.db.query<UnitView>(
        `select id, name, disabled_at is not null as disabled, department,
           (${ENABLED_PEOPLE} a.unit_id = u.id) as people from unit u order by id collate "C"`,
      ),
    ]);
    return { halls, windows, units };
  }

  /** Makes or changes a hall; throws place_in_use where it is disabled with windows in it. */
  async saveHall(by: ByWhom, { id, name, disabled = false }: SaveHall): Promise<PlacesView> {
    const used = 'select 1 from service_window where hall_id = $1 and disabled_at is null';
    await this.save(by, 'SAVE_HALL', 'hall', { id, name }, disabled, [used]);
    return this.list();
  }

  /** Throws place_unknown for its hall or unit, place_in_use where it is disabled with people at it. */
  async saveWindow(by: ByWhom, { id, name, hallId, kind, unitId, disabled = false }: SaveWindow): Promise<PlacesView> {
    const used = 'select 1 from account where window_id = $1 and disabled_at is null';
    const values = { id, name, hall_id: hallId, kind, unit_id: unitId ?? null };
    await this.save(by, 'SAVE_WINDOW', 'service_window', values, disabled, [used], (tx) =>
      mustBePlaces(tx, { ...(disabled ? {} : { hallId }), ...(unitId ? { unitId } : {}) }),
    );
    return this.list();
  }

  /** Throws place_in_use where it is disabled with people or windows in it. */
  async saveUnit(by: ByWhom, { id, name, department, disabled = false }: SaveUnit): Promise<PlacesView> {
    const used = [
      'select 1 from account where unit_id = $1 and disabled_at is null',
      'select 1 from service_window where unit_id = $1 and disabled_at is null',
    ];
    await this.save(by, 'SAVE_UNIT', 'unit', { id, name, department: department ?? null }, disabled, used);
    return this.list();
  }

  private save(
    by: ByWhom,
    act: string,
    table: 'hall' | 'service_window' | 'unit',
    values: Record<string, string | null> & { id: string },
    disabled: boolean,
    uses: readonly string[],
    check: (tx: Tx) => Promise<void> = () => Promise.resolve(),
  ): Promise<void> {
    return this.administration.change(by, async (tx, now) => {
      await check(tx);
      const columns = Object.keys(values);
      const [old] = await rows<Fields & { disabled: boolean }>(
        tx,
        `select ${columns.join(', ')}, disabled_at is not null as disabled from ${table} where id = $1 for update`,
        [values.id],
      );
      for (const use of disabled ? uses : []) {
        if ((await rows(tx, `${use} limit 1`, [values.id])).length > 0)
          throw new TongbanError('place_in_use', { id: values.id });
      }
      await rows(
        tx,
        `insert into ${table} (${columns.join(', ')}, disabled_at)
         values (${columns.map((_, i) => `$${i + 1}`).join(', ')}, $${columns.length + 1})
         on conflict (id) do update set ${columns.map((name) => `${name} = excluded.${name}`).join(', ')},
           disabled_at = case when excluded.disabled_at is null then null else coalesce(${table}.disabled_at, excluded.disabled_at) end`,
        [...Object.values(values), disabled ? now : null],
      );
      return [{ act, subject: values.id, before: old ?? null, after: { ...values, disabled } }];
    });
  }

  /** What administrators changed, newest first. */
  async records({
    subject,
    page = 1,
    pageSize = 50,
  }: ListAdministrationRecords): Promise<Page<AdministrationRecordView>> {
    const found = await this.db.query<{
      id: number;
      at: Date;
      by_whom: string;
      act: string;
      subject: string;
      before: Fields | null;
      after: Fields | null;
      total: number;
    }>(
      `select id, at, by_whom, act, subject, before, after, count(*) over () as total from administration_record
       where $1::text is null or subject = $1 order by id desc limit $2 offset $3`,
      [subject ?? null, pageSize, (page - 1) * pageSize],
    );
    const items = found.map(({ id, at, by_whom: by, act, subject: of, before, after }) => ({
      id,
      at: at.toISOString(),
      by,
      act,
      actZh: ACTS[act] ?? act,
      subject: of,
      changes: changesOf(before ?? {}, after ?? {}),
    }));
    return { items, page, pageSize, total: Number(found[0]?.total ?? 0) };
  }
}

function changesOf(before: Fields, after: Fields): AdministrationRecordView['changes'] {
  const text = (value: Fields[string] | undefined): string | null =>
    value === undefined || value === null ? null : String(value);
  return Object.keys({ ...before, ...after })
    .map((field) => ({ field, before: text(before[field]), after: text(after[field]) }))
    .filter((one) => one.before !== one.after);
}
