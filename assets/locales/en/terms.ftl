# Terms: renewal models, land status, units, columns
language-name = English
group-with-year = { $name } ({ $year })

model-slim-core = Slim down, focus on the core business
model-anchor-chain = Anchor-led, stronger and longer chains
model-capital-redevelop = Capital-backed second development
model-vacate-upgrade = Vacate the cage, rebirth
model-park-in-park = Tap existing land, park within a park
model-vertical-industry = Professional operator, industry upstairs
model-platform-linkage = Platform-supported linkage
model-enclave-park = SOE-led enclave, a park outside the park

model-short-slim-core = Slim core
model-short-anchor-chain = Anchor chain
model-short-capital-redevelop = Redevelop
model-short-vacate-upgrade = Vacate & upgrade
model-short-park-in-park = Park in park
model-short-vertical-industry = Upstairs
model-short-platform-linkage = Platform
model-short-enclave-park = Enclave

model-exemplar-slim-core = Jimo Economic Development Zone
model-exemplar-anchor-chain = Automobile Industry New Town
model-exemplar-capital-redevelop = Jinshan Industrial Park
model-exemplar-vacate-upgrade = Science and Technology Innovation Park
model-exemplar-park-in-park = Yifa Longshan Industrial Park
model-exemplar-vertical-industry = Urban Industrial Park (LIANDO U Valley)
model-exemplar-platform-linkage = Blue Valley High-tech Zone, Land Port New Town
model-exemplar-enclave-park = no published example

model-lever-slim-core = reform of the zone’s own management
model-lever-anchor-chain = vehicle plants pull their suppliers in
model-lever-capital-redevelop = capital enters and the park is developed again
model-lever-vacate-upgrade = weak firms are replaced, viable ones retrofitted
model-lever-park-in-park = a private firm builds its own small park
model-lever-vertical-industry = a professional operator and multi-storey plants
model-lever-platform-linkage = bonded zone and land port serve as platforms
model-lever-enclave-park = several parties move good resources across space

status-in-use = In use
status-vacant-built = Built, vacant
status-under-construction = Under construction
status-not-started = Not started
status-suspended = Suspended
status-not-supplied = Not supplied
status-unknown = Status unknown

term-untagged = Untagged
term-no-group = (blank)
term-total = Total
basis-registered = registered area
basis-geometric = geometric area
basis-adjusted = land actually used

unit-mu = mu
unit-square-metre = m²
unit-wan-yuan = 10k yuan
unit-yi-yuan = 100m yuan
unit-wan-yuan-per-mu = 10k yuan/mu
unit-percent = %
unit-persons = persons
unit-persons-per-mu = persons/mu
unit-wan-yuan-per-person = 10k yuan/person
unit-tonnes = t
unit-wan-yuan-per-tonne-coal = 10k yuan/tce
unit-wan-yuan-per-tonne = 10k yuan/t

measure-registered-area = Registered area
measure-occupied-area = Occupied area
measure-leased-in-area = Leased-in area
measure-leased-out-area = Leased-out area
measure-output = Output
measure-revenue = Revenue
measure-tax = Tax
measure-value-added = Industrial value added
measure-investment = Fixed-asset investment
measure-floor-area = Floor area
measure-footprint = Building footprint
measure-floor-area-ratio = Floor area ratio
measure-building-density = Building density
measure-building-coefficient = Building coefficient
measure-employees = Employees
measure-energy = Energy use
measure-pollutants = Main pollutants
measure-rd-expense = R&D expense
measure-main-revenue = Main revenue

field-parcel-code = Parcel code
field-unit-number = Real-estate unit number
field-name = Name
field-credit-code = Credit code
field-park = Park
field-industry = Industry
field-land-use = Land use
field-status = Construction status
field-ownership = Land ownership
field-model = Renewal model
