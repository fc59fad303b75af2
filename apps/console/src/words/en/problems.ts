export default {
  requestId: 'Request',
  again: 'Try again',
  session_ended: { title: 'The session had ended; this was not done', remedy: 'Sign in and do it again' },
  server_away: {
    title: 'The server does not answer',
    remedy: 'What you typed is still here; work goes on when it is back',
  },
  console_fault: {
    title: 'The page failed',
    remedy: 'Load it again; if it fails again, tell the technicians what you did',
  },
  unreadable_answer: {
    title: 'The answer cannot be read',
    remedy: 'Try again later; if it fails again, tell the technicians',
  },
};
