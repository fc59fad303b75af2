export default {
  reading: 'Reading…',
  sending: 'Sending…',
  long: 'It takes longer than usual; the answer is awaited for 30 seconds at most',
};
