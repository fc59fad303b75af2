/** What one error code means; `status` is the HTTP status the gateway answers with. */
export interface CatalogueEntry {
  status: number;
  /** One sentence for the person at the window. */
  zh: string;
  /** What that person can do now. */
  remedyZh: string;
  en: string;
}

export const entry = (status: number, zh: string, remedyZh: string, en: string): CatalogueEntry => ({
  status,
  zh,
  remedyZh,
  en,
});
