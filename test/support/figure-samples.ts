import * as contracts from '#contracts';
import type { Json, Shape } from './shape-samples.js';

/** Good values of what one city asks another of figures and the cases behind them. */
export const figureSamples = (caseNo: string): [Shape, ...Json[]][] => [
  [
    contracts.FiguresQuestion,
    { from: '2026-01-01', to: '2026-12-31', by: 'item', collecting: '430300', home: '430100', mode: 'ONLINE' },
    { from: '2026-01-01', to: '2026-01-31', by: 'day', itemCode: 'CS-YB-001', after: '430300/430100/2026-01-05' },
  ],
  [
    contracts.FiguresAnswer,
    {
      rows: [{ collecting: '430300', home: '430100', key: '2026-01', measures: ['time:link:12'], counts: [3] }],
      open: [{ collecting: '430300', home: '430100', open: 3, dueSoon: 2, overdue: 1 }],
      ...{ behind: 0, asOf: '2026-11-20T01:02:03.004Z', next: null },
    },
  ],
  [contracts.OpenCasesQuestion, { state: 'OPEN', collecting: '430300', home: '430100', itemCode: 'CS-YB-001' }],
  [
    contracts.OpenCasesAnswer,
    {
      cases: [
        {
          ...{ caseNo, collecting: '430300', home: '430100', itemName: '样本', mode: 'ONLINE' },
          ...{ status: 'RECEIVED', holder: 'home-review', dueKind: 'promise', dueAt: '2026-11-20T01:02:03.004Z' },
          collectedAt: null,
        },
      ],
      pairs: [{ collecting: '430300', home: '430100', open: 3, dueSoon: 2, overdue: 1 }],
      asOf: '2026-11-20T01:02:03.004Z',
    },
  ],
];
