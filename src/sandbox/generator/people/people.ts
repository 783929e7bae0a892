import { Rng, mix } from '../rng.js';
import { COMPANIES, PLACES, PLAIN_FIRST, PLAIN_LAST, WORLD_FIRST, WORLD_LAST, type Place } from './names.js';

/** One address, with the JSON text of it as each kind of answer writes it (built once, used in thousands of orders). */
export interface Address {
  first: string;
  last: string;
  company: string;
  street1: string;
  street2: string;
  place: Place;
  email: string;
  /** Inside of a billing address object, without braces. */
  billingText: string;
  /** Inside of a shipping consignment, without braces: the fields come in another order there. */
  consignmentText: string;
}

export interface Person {
  /** 0 for a guest. */
  id: number;
  group: number;
  createdAt: number;
  locale: string;
  ip: string;
  addresses: readonly Address[];
}

/** Which traits an order asks of its buyer. */
export interface PersonTraits {
  world: boolean;
  company: boolean;
  withoutEmail: boolean;
}

const GUEST_POOL = 4096;
const CACHE_LIMIT = 20000;

/** Customers and guests as a function of their number; nothing but a bounded cache is kept. */
export class People {
  private readonly cache = new Map<number, Person>();

  constructor(
    private readonly seed: number,
    readonly customers: number,
    private readonly world: boolean,
    private readonly origin: number,
  ) {}

  /** Customer ids run from 1 to `customers`. */
  customer(id: number): Person {
    return this.cached(id, () =>
      this.make(id, id, { world: this.world && id % 2 === 0, company: id % 9 === 4, withoutEmail: false }),
    );
  }

  /** A guest: no id; the number only picks name and address. */
  guest(pick: number, withoutEmail: boolean): Person {
    const number = pick % GUEST_POOL;
    const key = -1 - number * 2 - (withoutEmail ? 1 : 0);
    return this.cached(key, () =>
      this.make(0, 1_000_000 + number, {
        world: this.world && number % 2 === 0,
        company: number % 11 === 3,
        withoutEmail,
      }),
    );
  }

  private cached(key: number, make: () => Person): Person {
    let person = this.cache.get(key);
    if (!person) {
      if (this.cache.size >= CACHE_LIMIT) this.cache.clear();
      person = make();
      this.cache.set(key, person);
    }
    return person;
  }

  private make(id: number, number: number, traits: PersonTraits): Person {
    const rng = new Rng(mix(this.seed ^ 0x5eed, number));
    const first = rng.pick(traits.world ? WORLD_FIRST : PLAIN_FIRST);
    const last = rng.pick(traits.world ? WORLD_LAST : PLAIN_LAST);
    const company = traits.company ? rng.pick(traits.world || this.world ? COMPANIES : COMPANIES.slice(0, 1)) : '';
    const plain = `${PLAIN_FIRST[number % 16]}.${PLAIN_LAST[(number >> 4) % 16]}.${number}`.toLowerCase();
    const email = traits.withoutEmail ? '' : `${plain}@example.com`;
    const places = traits.world || this.world ? PLACES : PLACES.slice(0, 2);
    const addresses: Address[] = [];
    for (let i = 0; i < 3; i += 1) {
      const place = rng.pick(places);
      const street1 = `${rng.between(1, 399)} ${place.street}`;
      addresses.push(address(first, last, i === 1 ? '' : company, street1, i === 2 ? 'Flat 2/1' : '', place, email));
    }
    return {
      id,
      group: id > 0 && id % 5 === 0 ? 2 : 0,
      createdAt: this.origin - 86400 * 30 + (number % 2_000_000),
      locale: addresses[0]?.place.iso2 === 'DE' ? 'de' : 'en',
      ip: `203.0.113.${number % 256}`,
      addresses,
    };
  }
}

function address(
  first: string,
  last: string,
  company: string,
  street1: string,
  street2: string,
  place: Place,
  email: string,
): Address {
  const s = JSON.stringify;
  const who = `"first_name":${s(first)},"last_name":${s(last)},"company":${s(company)},"street_1":${s(street1)},"street_2":${s(street2)}`;
  const billingText =
    `${who},"city":${s(place.city)},"state":${s(place.state)},"zip":${s(place.zip)},"country":${s(place.country)},` +
    `"country_iso2":"${place.iso2}","phone":${s(place.phone)},"email":"${email}","form_fields":[]`;
  const consignmentText =
    `${who},"city":${s(place.city)},"zip":${s(place.zip)},"country":${s(place.country)},"country_iso2":"${place.iso2}",` +
    `"state":${s(place.state)},"email":"${email}","phone":${s(place.phone)},"form_fields":[]`;
  return { first, last, company, street1, street2, place, email, billingText, consignmentText };
}
