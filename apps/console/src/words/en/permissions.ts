export default {
  session: 'Sign in and out',
  reference: { look: 'See items, cities, pickup points and the calendar' },
  case: {
    look: 'See cases, names masked',
    'search-certificate': 'Find cases by certificate number',
    export: 'Export lists of cases, masked',
    notices: 'See and print documents',
    evidence: 'Download evidence',
    collect: 'Collect and forward',
    attachments: 'Read files of cases',
    review: 'Accept, review and decide',
    'hand-over': 'Shelve, check identity and hand over',
  },
  draft: { keep: 'Keep drafts of one’s own' },
  queue: { 'hand-back': 'Hand claimed cases back', 'look-deputies': 'See deputies', 'set-deputies': 'Set deputies' },
  supervision: {
    look: 'See supervision and figures',
    'answer-cards': 'Reply to and appeal cards of this desk',
    decide: 'Cancel cards, set thresholds, settle jurisdiction',
  },
  operations: {
    'look-partners': 'See the links between cities',
    look: 'See stuck messages and statements',
    statement: 'Compare with partner cities',
    act: 'Import calendars, publish delegations, mend links',
  },
  administration: { people: 'Look after people, windows and halls' },
};
