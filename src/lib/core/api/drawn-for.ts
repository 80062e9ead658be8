/** The field of every form of the office that says for whom the page was drawn. Who acts is the session's word alone. */
export const drawnFor = 'drawn_for';
