/** The five parts that good prompts have, with words to begin with. */
export interface PromptPart {
  id: 'subject' | 'style' | 'details' | 'composition' | 'quality';
  label: string;
  /** What it is for. */
  note: string;
  phrases: readonly string[];
}

/** For models that have seen the pictures of the web. */
export const WEB_PARTS: readonly PromptPart[] = [
  {
    id: 'subject',
    label: 'Subject',
    note: 'Who or what the picture shows: say it first and plainly.',
    phrases: [
      'an old fisherman',
      'a cat on a windowsill',
      'a mountain village',
      'a sailing ship',
      'a bowl of fruit',
      'a robot in a garden',
      'a castle on a cliff',
    ],
  },
  {
    id: 'style',
    label: 'Style',
    note: 'What it is made with, or whose manner it has.',
    phrases: [
      'photograph',
      'oil painting',
      'watercolour',
      'pencil sketch',
      'pixel art',
      'woodblock print',
      'isometric 3D render',
      'comic book illustration',
    ],
  },
  {
    id: 'details',
    label: 'Details',
    note: 'Details and environment: place, weather, season, clothes, material.',
    phrases: [
      'in a pine forest',
      'by the sea',
      'in heavy rain',
      'in deep snow',
      'in a busy market',
      'covered with moss',
      'autumn leaves',
    ],
  },
  {
    id: 'composition',
    label: 'Composition',
    note: 'Composition and lighting: where the camera stands, and where the light comes from.',
    phrases: [
      'close-up',
      'wide shot',
      'seen from above',
      'centred',
      'golden hour',
      'soft window light',
      'backlit',
      'dramatic shadows',
    ],
  },
  {
    id: 'quality',
    label: 'Quality',
    note: 'Words that stood beside the better pictures in training.',
    phrases: ['highly detailed', 'sharp focus', 'high resolution', 'intricate', 'professional'],
  },
];

/** What the starter has learned: nothing else means anything to it. */
export const SCENE_PARTS: readonly PromptPart[] = [
  {
    id: 'subject',
    label: 'Subject',
    note: 'One or two things, each with a colour and a place.',
    phrases: [
      'a red house on the left',
      'a green tree on the right',
      'a white boat in the centre',
      'a pink castle in the centre',
      'a green cactus on the left',
      'an orange balloon on the right',
      'a white lighthouse on the right',
      'a blue tent on the left',
    ],
  },
  {
    id: 'style',
    label: 'Style',
    note: 'The four styles of its pictures.',
    phrases: [', flat illustration', ', watercolour', ', pixel art', ', pencil sketch'],
  },
  {
    id: 'details',
    label: 'Details',
    note: 'Details and environment: the ground that things stand on.',
    phrases: ['on green hills', 'on the sea', 'in the desert', 'in the snow', 'in the forest'],
  },
  {
    id: 'composition',
    label: 'Composition',
    note: 'Composition and lighting: the time of day, and what is in the sky.',
    phrases: [
      'by day',
      'at sunset',
      'at night',
      'in a storm',
      'with a bright sun',
      'with a rainbow',
      'with a full moon',
      'under the stars',
      'with lightning',
    ],
  },
  {
    id: 'quality',
    label: 'Quality',
    note: 'The starter knows no words of quality: all its pictures were drawn by the same program.',
    phrases: [],
  },
];

/** For the negative prompt. */
export const UNWANTED: readonly string[] = [
  'blurry',
  'low quality',
  'text, watermark, signature',
  'cropped',
  'deformed hands',
  'oversaturated',
];
export const UNWANTED_IN_SCENES: readonly string[] = ['clouds', 'a tree', 'at night', 'pixel art', 'pencil sketch'];

/**
 * A phrase behind what is written. A comma stands between, unless the phrase goes on in the sentence: the starter was
 * trained on sentences.
 */
export function withPhrase(text: string, phrase: string, sentence: boolean): string {
  const before = text.trimEnd();
  const bare = phrase.replace(/^, /, '');
  if (before === '') return bare;
  const glue = phrase.startsWith(', ') || !sentence ? ', ' : ' ';
  return `${before.replace(/,$/, '')}${glue}${bare}`;
}
