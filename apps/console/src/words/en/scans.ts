export default {
  add: 'Drop or choose files',
  remove: 'Remove {name}',
  resume: 'Go on',
  states: { WAITING: 'Interrupted; goes on by itself', CHECKING: 'Checking the content' },
  empty: 'The file is empty',
  tooLarge: 'The file is larger than 50 MB',
  tooLargeRemedy: 'Scan again with a lower resolution, or in several files',
  running: 'Scans are being sent…',
};
