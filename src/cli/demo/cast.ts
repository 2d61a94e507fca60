import type { Portrait } from './drawing/portrait.ts';

/** Somebody of Green Street; all invented. */
export interface Neighbour {
  handle: string;
  name: string;
  about: string;
  interests: string[];
  language: 'en' | 'es';
  joined: string;
  invitedBy: string;
  introduction: string;
  greetedBy: string[];
  portrait?: Portrait;
}

export const FOUNDER = 'mia';

export const charter = {
  purpose: 'Eleven houses and a few friends who want less waste, less heat, and more evenings together.',
  values: ['Ask first', 'Share tools, not opinions of people', 'Small steps, often'],
  interests: ['Compost', 'Repair', 'Rain water', 'Shared meals', 'Old houses'],
  hue: 145,
  agreements: [
    'What is said in the Kitchen table stays on the street.',
    'Bring it back clean, or say that you broke it. Both are fine.',
    'Nobody has to read everything. Mention the people you need.',
  ],
  sizeLimit: 40,
};

export const cast: Neighbour[] = [
  {
    handle: 'mia',
    name: 'Mia Okafor',
    about: 'Number 12, with the green gate. Grows too many beans and gives them all away. Usually in by six.',
    interests: ['Beans', 'Compost', 'Choir'],
    language: 'en',
    joined: '62d 18:30',
    invitedBy: 'mia',
    introduction: '',
    greetedBy: [],
    portrait: { paper: '#e9c46a', skin: '#8d5a3c', hair: 'puff', hairColor: '#2b1d17', top: '#2a7f62' },
  },
  {
    handle: 'jonas',
    name: 'Jonas Thiel',
    about:
      'Number 8, ground floor. If it has screws I would like to see inside. Soldering iron is always warm.',
    interests: ['Repair', 'Radios', 'Rain water'],
    language: 'en',
    joined: '61d 19:05',
    invitedBy: 'mia',
    introduction:
      'Jonas, number 8. You know me from the noise. I would like us to own one good ladder instead of nine bad ones.',
    greetedBy: ['mia'],
    portrait: {
      paper: '#a8c7d8',
      skin: '#e6b99a',
      hair: 'short',
      hairColor: '#8a6a45',
      top: '#35516b',
      beard: true,
    },
  },
  {
    handle: 'ana',
    name: 'Ana Souza',
    about:
      'Number 17. Soup for forty is easier than soup for four. Two worm boxes in the hall, sorry about the hall.',
    interests: ['Worms', 'Soup', 'Balcony gardens'],
    language: 'en',
    joined: '61d 20:40',
    invitedBy: 'mia',
    introduction:
      'Ana from 17. I cook when I cannot sleep, so there is often soup. I am here because I am tired of carrying peelings past neighbours who have gardens.',
    greetedBy: ['mia', 'jonas'],
    portrait: { paper: '#f2b5a7', skin: '#c98d66', hair: 'bun', hairColor: '#3a241c', top: '#b4503c' },
  },
  {
    handle: 'ravi',
    name: 'Ravi Bose',
    about: 'Number 5. Two children, one cold heap, a lot of questions.',
    interests: ['Compost', 'Bread', 'Cycling with children'],
    language: 'en',
    joined: '59d 21:10',
    invitedBy: 'ana',
    introduction:
      'Ravi, number 5, with Tara (8) and Nil (5). We moved from a tenth floor and now have a garden that is winning.',
    greetedBy: ['mia', 'ana', 'jonas'],
    portrait: {
      paper: '#cdd6b0',
      skin: '#a86f49',
      hair: 'short',
      hairColor: '#17120f',
      top: '#6c5a8a',
      glasses: true,
    },
  },
  {
    handle: 'otto',
    name: 'Otto Lindqvist',
    about:
      'Number 3. Drove trains for 38 years, now I measure rain. The gauge is by the fence; please do not water it.',
    interests: ['Weather', 'Timetables', 'Plums'],
    language: 'en',
    joined: '58d 08:15',
    invitedBy: 'jonas',
    introduction:
      'Otto at number 3. Jonas set up the telephone for me. I have every rainfall on this street since 1987 in a notebook and would be glad if it was of use.',
    greetedBy: ['jonas', 'mia', 'ana', 'ravi'],
    portrait: {
      paper: '#c9d8e3',
      skin: '#eac3a6',
      hair: 'bald',
      hairColor: '#d9d6cf',
      top: '#49606b',
      beard: true,
      glasses: true,
    },
  },
  {
    handle: 'hana',
    name: 'Hana Novák',
    about: 'Number 9. Architect by day, draughts in my own windows by night.',
    interests: ['Old houses', 'Heat pumps', 'Drawing'],
    language: 'en',
    joined: '55d 22:05',
    invitedBy: 'mia',
    introduction:
      'Hana, number 9, the one with the scaffolding. I know too much about insulation and would rather use it on our houses than at parties.',
    greetedBy: ['jonas', 'ana'],
    portrait: { paper: '#e6d3b8', skin: '#f0cdb4', hair: 'bob', hairColor: '#5b3a29', top: '#d08c2e' },
  },
  {
    handle: 'priya',
    name: 'Priya Raman',
    about: 'Number 6. Reads small print so that you do not have to. Writes the minutes, also of picnics.',
    interests: ['Fair rules', 'Tea', 'Crosswords'],
    language: 'en',
    joined: '52d 20:30',
    invitedBy: 'ravi',
    introduction:
      'Priya from number 6. I work with contracts and like meetings that end. Happy to keep the notes.',
    greetedBy: ['mia', 'ravi'],
    portrait: { paper: '#d7c2dc', skin: '#b57c52', hair: 'long', hairColor: '#1d1512', top: '#8f3f5e' },
  },
  {
    handle: 'femi',
    name: 'Femi Adeyemi',
    about:
      'Number 14. Night nurse, so I answer at four in the morning and mean it kindly. Keeper of Gerald, the sourdough.',
    interests: ['Sourdough', 'Sleep', 'Highlife records'],
    language: 'en',
    joined: '47d 07:50',
    invitedBy: 'mia',
    introduction:
      'Femi, number 14. I work nights at the hospital. If you see me hanging up washing at dawn: good evening.',
    greetedBy: ['mia', 'ana', 'hana'],
    portrait: { paper: '#f0d9a0', skin: '#5f3b28', hair: 'short', hairColor: '#120d0b', top: '#3f7a8c' },
  },
  {
    handle: 'carmen',
    name: 'Carmen Ibáñez',
    about: 'Número 22, tercer piso. Mis tomates son mejores que los vuestros y lo puedo demostrar.',
    interests: ['Tomates', 'Semillas', 'Balcony gardens'],
    language: 'es',
    joined: '44d 21:20',
    invitedBy: 'ana',
    introduction:
      'Soy Carmen, del 22. I read English well and write it slowly, so sometimes I will write in Spanish and Ana will be kind. I have a balcony of four metres and thirty tomato plants.',
    greetedBy: ['ana', 'mia', 'priya'],
    portrait: { paper: '#f3c0a0', skin: '#deaa83', hair: 'curls', hairColor: '#6d6a68', top: '#a3293d' },
  },
  {
    handle: 'sam',
    name: 'Sam Whitlock',
    about: 'Number 19, attic. Works from home, plays the accordion with the windows shut, mostly.',
    interests: ['Cargo bikes', 'Accordion', 'Maps'],
    language: 'en',
    joined: '40d 18:00',
    invitedBy: 'jonas',
    introduction:
      'Sam, top of 19. The accordion is me. I draw maps for a living and would love to draw one of who has which tool.',
    greetedBy: ['jonas', 'femi'],
    portrait: { paper: '#b9d3c0', skin: '#f2cfb8', hair: 'cap', hairColor: '#b5652b', top: '#465b3a' },
  },
  {
    handle: 'greta',
    name: 'Greta Vanhoutte',
    about: 'Number 27. Teaches eight-year-olds and forty thousand bees. The bees listen better.',
    interests: ['Bees', 'School gardens', 'Honey cake'],
    language: 'en',
    joined: '36d 17:25',
    invitedBy: 'ana',
    introduction:
      'Greta, number 27. I teach at the school around the corner, and I keep two hives outside town that I would love to bring closer. With everybody’s consent, of course.',
    greetedBy: ['ana', 'mia', 'carmen', 'otto'],
    portrait: {
      paper: '#f5dd90',
      skin: '#efc4a8',
      hair: 'bob',
      hairColor: '#c8934a',
      top: '#5a7d9a',
      glasses: true,
    },
  },
  {
    handle: 'yusuf',
    name: 'Yusuf Demir',
    about:
      'The café at the corner. Grounds are in the bucket by the back door, take what you like, leave the bucket.',
    interests: ['Coffee', 'Backgammon', 'Street music'],
    language: 'en',
    joined: '31d 15:10',
    invitedBy: 'mia',
    introduction:
      'Yusuf from the corner café. I do not live on Green Street but I have seen all of you before your first coffee, which counts.',
    greetedBy: ['mia', 'ravi', 'sam', 'otto'],
  },
  {
    handle: 'diego',
    name: 'Diego Ferreyra',
    about: 'Número 22, planta baja. Bike courier; I can carry a fridge, but please ask before buying one.',
    interests: ['Bicycles', 'Plants', 'Football on the radio'],
    language: 'es',
    joined: '24d 22:35',
    invitedBy: 'carmen',
    introduction:
      'Diego, ground floor of 22, below Carmen’s tomatoes, which also water me. I deliver by bike and know every kerb in this town.',
    greetedBy: ['carmen', 'sam', 'mia'],
    portrait: {
      paper: '#b8cbe0',
      skin: '#c6906a',
      hair: 'curls',
      hairColor: '#241a15',
      top: '#2f6d5f',
      beard: true,
    },
  },
  {
    handle: 'lena',
    name: 'Lena Kowalski',
    about: 'New at number 31. I bake, I fix radios, and I would like to know my neighbours.',
    interests: ['Radios', 'Rye bread', 'Balcony gardens'],
    language: 'en',
    joined: '5d 19:20',
    invitedBy: 'ana',
    introduction:
      'Hello, I am Lena, new at number 31, second floor, no curtains yet. I bake, I fix radios, and I would like to know my neighbours before I need one.',
    greetedBy: ['ana', 'jonas', 'otto', 'femi'],
  },
  {
    handle: 'theo',
    name: 'Theo Marchetti',
    about: 'Number 10, left. Proofreader. Quiet, but not unfriendly.',
    interests: ['Second-hand books', 'Chess', 'Walking'],
    language: 'en',
    joined: '2d 20:05',
    invitedBy: 'hana',
    introduction:
      'Theo, number 10. Hana told me about this over the fence while I was losing against the ivy. I read for a living and would gladly lend, borrow, or carry things.',
    greetedBy: ['hana'],
  },
];
