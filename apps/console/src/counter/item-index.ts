import { answered, api, inBackground, type Schemas } from '../api/client.js';

type Summary = Schemas['ItemSummary'];

/** An item of some city as it is found: by words, pinyin or its initials. */
export interface FoundItem extends Summary {
  readonly homeName: string;
}

interface Row {
  readonly item: FoundItem;
  /** What the words of a search are looked for in: name, city, department, code. */
  readonly text: string;
  readonly initials: string;
  readonly pinyin: string;
}

const PAGE = 200;
/** So many names are read at a time, that typing stays smooth meanwhile. */
const AT_A_TIME = 100;

/** All items of all cities, as this city holds their lists. */
export async function allItems(nameOf: (city: string) => string): Promise<FoundItem[]> {
  const items: FoundItem[] = [];
  for (let page = 1, total = 1; (page - 1) * PAGE < total; page += 1) {
    const query = { page, pageSize: PAGE };
    const answer = await answered(api.GET('/api/v1/items', { params: { query }, headers: inBackground }));
    items.push(...answer.items.map((item) => ({ ...item, homeName: nameOf(item.homeCity) })));
    total = answer.total;
  }
  return items;
}

/** Finds items; words work at once, pinyin as soon as it is read. */
export class ItemIndex {
  private rows: Row[];

  constructor(items: readonly FoundItem[]) {
    this.rows = items.map((item) => ({ item, text: textOf(item), initials: '', pinyin: '' }));
  }

  /** Loads the dictionary, which nobody needs for the first screen, and reads every name by it. */
  async readPinyin(): Promise<void> {
    const { pinyin } = await import('pinyin-pro');
    const read = new Map<string, { initials: string; pinyin: string }>();
    const reading = (text: string): { initials: string; pinyin: string } => {
      let known = read.get(text);
      if (!known) {
        const syllables = pinyin(text, { toneType: 'none', type: 'array', nonZh: 'consecutive' });
        known = {
          initials: syllables
            .map((one) => one.charAt(0))
            .join('')
            .toLowerCase(),
          pinyin: syllables.join('').toLowerCase(),
        };
        read.set(text, known);
      }
      return known;
    };
    const rows: Row[] = [];
    for (const [index, row] of this.rows.entries()) {
      const name = reading(row.item.name);
      const city = reading(row.item.homeName);
      rows.push({ ...row, initials: `${name.initials} ${city.initials}`, pinyin: `${name.pinyin} ${city.pinyin}` });
      if (index % AT_A_TIME === AT_A_TIME - 1) await new Promise((resolve) => setTimeout(resolve));
    }
    this.rows = rows;
  }

  /** The best finds for what is typed, at most `most`; every word must be found. Nothing for nothing. */
  find(typed: string, most: number): FoundItem[] {
    const words = typed.trim().toLowerCase().split(/\s+/).filter(Boolean);
    if (words.length === 0) return [];
    const found: { row: Row; rank: number }[] = [];
    for (const row of this.rows) {
      const ranks = words.map((word) => rankOf(row, word));
      if (ranks.every((rank) => rank >= 0)) found.push({ row, rank: ranks.reduce((sum, rank) => sum + rank, 0) });
    }
    found.sort((a, b) => a.rank - b.rank || a.row.item.name.length - b.row.item.name.length);
    return found.slice(0, most).map(({ row }) => row.item);
  }
}

const textOf = ({ name, homeName, department, itemCode }: FoundItem): string =>
  `${name} ${homeName} ${department} ${itemCode}`.toLowerCase();

/** Smaller is better: where a name begins with it before where it stands inside; -1 where it is not found. */
function rankOf({ text, initials, pinyin }: Row, word: string): number {
  if (text.startsWith(word) || initials.startsWith(word)) return 0;
  if (text.includes(word) || initials.includes(` ${word}`)) return 1;
  if (initials.includes(word)) return 2;
  return pinyin.includes(word) ? 3 : -1;
}
