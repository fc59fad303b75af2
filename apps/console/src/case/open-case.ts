import { onMounted, shallowRef, watch, type Ref } from 'vue';
import { answered, api, type Schemas } from '../api/client.js';
import { useAsked, type Asked } from '../api/asked.js';
import { useLive } from '../api/live.js';
import { useReceiptWatch } from '../parts/receipt-watch.js';
import { mayHere } from '../session/session.js';

export type CaseView = Schemas['Case'];
export type Item = Schemas['Item'];

/** Everything that is shown of one case; what this role may not see is never asked for. */
export interface OpenCase {
  readonly caseNo: string;
  readonly view: Asked<CaseView>;
  readonly timeline: Asked<Schemas['Timeline']>;
  readonly notices: Asked<Schemas['Notices']>;
  readonly files: Asked<Schemas['Attachments']>;
  readonly joint: Asked<Schemas['Joint']>;
  /** The item version that the case stands under; null until known. */
  readonly item: Ref<Item | null>;
  /** Asks for all of it again. */
  readonly again: () => void;
  /** Takes the answer of an act, and asks for what the act has changed besides. */
  readonly took: (view: CaseView) => void;
}

/** Opens a case for a page; asks once the page is there. */
export function useOpenCase(caseNo: string): OpenCase {
  const params = { path: { caseNo } };
  const view = useAsked((look) => answered(api.GET('/api/v1/cases/{caseNo}', { ...look, params })));
  const timeline = useAsked((look) => answered(api.GET('/api/v1/cases/{caseNo}/timeline', { ...look, params })));
  const notices = useAsked((look) => answered(api.GET('/api/v1/cases/{caseNo}/notices', { ...look, params })));
  const files = useAsked((look) => answered(api.GET('/api/v1/cases/{caseNo}/attachments', { ...look, params })));
  const joint = useAsked((look) => answered(api.GET('/api/v1/cases/{caseNo}/joint', { ...look, params })));
  const item = shallowRef<Item | null>(null);

  const beside = (): void => {
    void timeline.ask();
    void joint.ask();
    if (mayHere('case.notices')) void notices.ask();
    if (mayHere('case.attachments')) void files.ask();
  };
  const again = (): void => {
    void view.ask();
    beside();
  };
  const againByItself = (): void => {
    for (const one of [view, timeline, joint]) void one.askByItself();
    if (mayHere('case.notices')) void notices.askByItself();
    if (mayHere('case.attachments')) void files.askByItself();
  };
  const took = (next: CaseView): void => {
    view.data.value = next;
    beside();
  };
  const { data } = view;
  watch(
    () => data.value && `${data.value.homeCity} ${data.value.itemCode} ${data.value.itemVersion}`,
    async () => {
      if (data.value) item.value = await itemOf(data.value);
    },
  );
  onMounted(again);
  useLive(againByItself, { caseNo });
  useReceiptWatch(() => data.value?.delivery.some(({ state }) => state === 'UNDERWAY') ?? false, view.askByItself);
  return { caseNo, view, timeline, notices, files, joint, item, again, took };
}

/** Null where the list is not known here: codes are shown in the place of names then. */
async function itemOf({ homeCity, itemCode, itemVersion }: CaseView): Promise<Item | null> {
  if (itemCode === null) return null;
  const query = itemVersion === null ? {} : { version: itemVersion };
  const question = api.GET('/api/v1/items/{homeCity}/{itemCode}', { params: { path: { homeCity, itemCode }, query } });
  return answered(question).catch(() => null);
}
