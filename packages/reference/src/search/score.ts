// The numbers by which answers are ordered: less is better.

/** How a name answers; the ranks of the answers, in tens so that smaller matters fit between. */
export const rank = {
  exact: 0,
  capitalInitials: 11,
  district: 15,
  beginning: 20,
  initials: 34,
  wordsWithin: 40,
  beginningsWithin: 60,
  districtName: 62,
  slip: 70,
} as const;

/** Counts against an answer: marks typed otherwise, another type than typed, initials with that of the type, words left for what it lies in, or for what its land lay in before. */
export const cost = { otherMarks: 10, otherType: 4, contextGuessed: 2, typeInInitials: 2, contextFormer: 1 } as const;

/** From this score on an answer only shares beginnings of words with what was typed, or lies in a district of that name. */
export const guessScore: number = rank.beginningsWithin;
