//! The allocator of the program: mimalloc, asked the short way.
//!
//! The crate `mimalloc` asks for an alignment with every piece, which takes twice as long as not asking; what is aligned to
//! a word, and so nearly everything, needs none.

use std::alloc::{GlobalAlloc, Layout};

use libmimalloc_sys as mi;

/// Memory from mimalloc.
pub struct Allocator;

/// Every piece is aligned to this, whatever its size: a word of the machine.
const ALWAYS: usize = size_of::<usize>();

// SAFETY: pieces have the size asked for, and the alignment: `mi_malloc` and its kin align to a word at least, and for
// more the functions are called that take an alignment. A piece of any of these functions may be given to `mi_free` and to
// the `realloc` functions. None unwinds.
unsafe impl GlobalAlloc for Allocator {
    #[inline]
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        // SAFETY: both take any size, and alignments that a layout can have.
        unsafe {
            match layout.align() <= ALWAYS {
                true => mi::mi_malloc(layout.size()).cast(),
                false => mi::mi_malloc_aligned(layout.size(), layout.align()).cast(),
            }
        }
    }

    #[inline]
    unsafe fn alloc_zeroed(&self, layout: Layout) -> *mut u8 {
        // SAFETY: as in `alloc`.
        unsafe {
            match layout.align() <= ALWAYS {
                true => mi::mi_zalloc(layout.size()).cast(),
                false => mi::mi_zalloc_aligned(layout.size(), layout.align()).cast(),
            }
        }
    }

    #[inline]
    unsafe fn dealloc(&self, piece: *mut u8, _: Layout) {
        // SAFETY: the caller got it from here.
        unsafe { mi::mi_free(piece.cast()) }
    }

    #[inline]
    unsafe fn realloc(&self, piece: *mut u8, layout: Layout, new_size: usize) -> *mut u8 {
        // SAFETY: the caller got it from here, with this alignment.
        unsafe {
            match layout.align() <= ALWAYS {
                true => mi::mi_realloc(piece.cast(), new_size).cast(),
                false => mi::mi_realloc_aligned(piece.cast(), new_size, layout.align()).cast(),
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pieces_are_aligned_zeroed_and_keep_what_they_hold() {
        for align in [1, 2, 8, 16, 64, 4096] {
            for size in [1, 3, 8, 9, 24, 100, 5000, 1 << 20] {
                let layout = Layout::from_size_align(size, align).unwrap();
                // SAFETY: sizes are not zero, and every piece is used within its size and given back once.
                unsafe {
                    let first = Allocator.alloc(layout);
                    assert!(first.cast::<u8>().addr().is_multiple_of(align), "{layout:?}");
                    first.write_bytes(7, size);
                    let grown = Allocator.realloc(first, layout, size * 3);
                    assert!(grown.addr().is_multiple_of(align), "{layout:?}");
                    assert!((0..size).all(|at| *grown.add(at) == 7), "{layout:?}");
                    Allocator.dealloc(grown, Layout::from_size_align(size * 3, align).unwrap());
                    let zeroed = Allocator.alloc_zeroed(layout);
                    assert!(zeroed.addr().is_multiple_of(align), "{layout:?}");
                    assert!((0..size).all(|at| *zeroed.add(at) == 0), "{layout:?}");
                    Allocator.dealloc(zeroed, layout);
                }
            }
        }
    }
}
