import type { TicketWording } from '../zh/ticket.ts';

export const ticketEn: TicketWording = {
  reprint: '[REPRINT]',
  nobodyAhead: 'You are next, please watch the display',
  ahead: (people) => (people === 1 ? '1 person ahead' : `${people} people ahead`),
  waitUnder: (minutes) => `Wait: under ${minutes} min`,
  waitAbout: (minutes) => `Wait: about ${minutes} min`,
  waitBetween: (low, high) => `Wait: ${low} to ${high} min`,
  waitOver: (hours) => `Wait: over ${hours} hours`,
  area: (area) => `Please wait: ${area}`,
  scan: 'Scan to follow your number',
  classes: {
    ordinary: '',
    elderly: 'Priority: elderly',
    disabled: 'Priority: disabled',
    military: 'Priority: military',
    appointment: 'Appointment',
  },
};
