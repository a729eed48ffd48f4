//! How tight a place is woven: widths, gaps and lengths of its streets and alleys.
//!
//! The numbers are read off maps of dense wards and of communes along canals; they are measures of
//! an invented place, no rule of law.

use units::Kind;

/// How one class of street or alley grows.
#[derive(Debug, Clone, Copy)]
pub struct Habit {
    /// Half its width, metres.
    pub half_width: f64,
    /// Metres between two mouths on one side of the parent: least and most.
    pub gap: (f64, f64),
    /// Its length: least and most.
    pub length: (f64, f64),
    /// How near it may come to others before it ends.
    pub clearance: f64,
    /// How often it runs into what it meets instead of ending before it.
    pub joins: f64,
    /// How much it bends per metre.
    pub bend: f64,
    /// How far its mouth may lean from the right angle, radians.
    pub lean: f64,
    /// How often a place for a mouth is used.
    pub taken: f64,
}

/// The whole weave of a commune.
#[derive(Debug, Clone, Copy)]
pub struct Weave {
    /// Square metres per household, to size the outline.
    pub area_per_household: f64,
    /// Half the width of a main road.
    pub main_half_width: f64,
    /// Half the width of the canal.
    pub canal_half_width: f64,
    /// Streets.
    pub street: Habit,
    /// Alleys: off streets, off alleys, off those.
    pub alleys: [Habit; 3],
    /// Frontage of a plot on streets: least and most metres.
    pub street_frontage: (f64, f64),
    /// Frontage of a plot on alleys.
    pub alley_frontage: (f64, f64),
    /// How often a plot outside the middle of a sparse commune has a house, where it is fullest.
    pub settled: f64,
    /// Apartment blocks: least and most.
    pub blocks: (u32, u32),
    /// Parks, schools, pagodas.
    pub greens: u32,
    /// Metres around the middle where a commune is as dense as a small town; 0 for none.
    pub core: f64,
    /// Bridges over the main canal besides those of main roads.
    pub bridges: u32,
    /// Households of a sub unit an office aims at.
    pub group: f64,
}

/// Alleys as they fork off in a dense ward.
const TIGHT: [Habit; 3] = [
    Habit {
        half_width: 2.2,
        gap: (30.0, 50.0),
        length: (32.0, 230.0),
        clearance: 20.0,
        joins: 0.30,
        bend: 0.0045,
        lean: 0.30,
        taken: 0.95,
    },
    Habit {
        half_width: 1.6,
        gap: (25.0, 42.0),
        length: (18.0, 110.0),
        clearance: 18.0,
        joins: 0.16,
        bend: 0.0070,
        lean: 0.34,
        taken: 0.95,
    },
    Habit {
        half_width: 1.2,
        gap: (21.0, 36.0),
        length: (13.0, 52.0),
        clearance: 16.0,
        joins: 0.10,
        bend: 0.0100,
        lean: 0.40,
        taken: 0.95,
    },
];

impl Weave {
    /// The weave of a kind of commune.
    #[must_use]
    pub const fn of(kind: Kind) -> Self {
        match kind {
            Kind::Xa => Self::sparse(),
            _ => Self::dense(),
        }
    }

    /// A ward inside the city.
    const fn dense() -> Self {
        Self {
            area_per_household: 92.0,
            main_half_width: 10.0,
            canal_half_width: 9.0,
            street: Habit {
                half_width: 4.0,
                gap: (170.0, 310.0),
                length: (110.0, 1000.0),
                clearance: 94.0,
                joins: 0.84,
                bend: 0.0016,
                lean: 0.24,
                taken: 0.92,
            },
            alleys: TIGHT,
            street_frontage: (4.0, 6.0),
            alley_frontage: (3.5, 5.2),
            settled: 0.97,
            blocks: (6, 9),
            greens: 9,
            core: 0.0,
            bridges: 4,
            group: 100.0,
        }
    }

    /// A commune strung along roads and canals.
    const fn sparse() -> Self {
        let mut alleys = TIGHT;
        alleys[0].gap = (70.0, 190.0);
        alleys[0].taken = 0.34;
        alleys[0].length = (40.0, 230.0);
        alleys[0].clearance = 34.0;
        alleys[1].taken = 0.22;
        alleys[1].gap = (50.0, 110.0);
        alleys[1].clearance = 30.0;
        alleys[2].taken = 0.08;
        Self {
            area_per_household: 1500.0,
            main_half_width: 9.0,
            canal_half_width: 13.0,
            street: Habit {
                half_width: 3.0,
                gap: (330.0, 620.0),
                length: (260.0, 2600.0),
                clearance: 190.0,
                joins: 0.7,
                bend: 0.0006,
                lean: 0.30,
                taken: 0.95,
            },
            alleys,
            street_frontage: (8.0, 22.0),
            alley_frontage: (7.0, 17.0),
            settled: 0.55,
            blocks: (1, 1),
            greens: 8,
            core: 235.0,
            bridges: 5,
            group: 62.0,
        }
    }
}
