//! Things that hang together: groups that are joined two at a time.

/// Things in groups, each group known by one of its own, its root.
#[derive(Debug)]
pub struct DisjointSets(Vec<u32>);

impl DisjointSets {
    /// So many things, each alone.
    #[must_use]
    pub fn new(len: usize) -> Self {
        Self((0..len as u32).collect())
    }

    /// How many things there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// Whether there are none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The root of the group a thing is in.
    pub fn root(&mut self, mut at: u32) -> u32 {
        while self.0[at as usize] != at {
            let above = self.0[at as usize];
            self.0[at as usize] = self.0[above as usize];
            at = above;
        }
        at
    }

    /// Joins two groups under the smaller of their roots, so that a root is the first of its group. Hands that back.
    pub fn join(&mut self, a: u32, b: u32) -> u32 {
        let (a, b) = (self.root(a), self.root(b));
        self.0[a.max(b) as usize] = a.min(b);
        a.min(b)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_group_is_known_by_its_first_whatever_the_order_of_joining() {
        let mut sets = DisjointSets::new(6);
        for (a, b, root) in [(5, 3, 3), (4, 2, 2), (5, 4, 2), (2, 3, 2)] {
            assert_eq!(sets.join(a, b), root);
        }
        let roots: Vec<u32> = (0..6).map(|at| sets.root(at)).collect();
        assert_eq!((roots, sets.len()), (vec![0, 1, 2, 2, 2, 2], 6));
    }
}
