package dev.kanit.replay;

import java.util.ArrayList;
import java.util.List;

/**
 * Two lists laid beside each other so that as many items as possible lie together: the longest
 * common subsequence, by dynamic programming.
 *
 * @param common how many lie together
 * @param onlyLeft indexes in the first list that have no partner
 * @param onlyRight indexes in the second list that have no partner
 */
record Alignment(int common, List<Integer> onlyLeft, List<Integer> onlyRight) {

    /** Lists beyond this are compared place by place; the table would grow with the square. */
    private static final int MAX_ITEMS = 4_000;

    Alignment {
        onlyLeft = List.copyOf(onlyLeft);
        onlyRight = List.copyOf(onlyRight);
    }

    static Alignment of(List<String> left, List<String> right) {
        return left.size() > MAX_ITEMS || right.size() > MAX_ITEMS
                ? byPlace(left, right)
                : byLongestCommon(left, right);
    }

    private static Alignment byLongestCommon(List<String> left, List<String> right) {
        int[][] length = new int[left.size() + 1][right.size() + 1];
        for (int i = left.size() - 1; i >= 0; i--) {
            for (int j = right.size() - 1; j >= 0; j--) {
                length[i][j] =
                        left.get(i).equals(right.get(j))
                                ? length[i + 1][j + 1] + 1
                                : Math.max(length[i + 1][j], length[i][j + 1]);
            }
        }
        List<Integer> onlyLeft = new ArrayList<>();
        List<Integer> onlyRight = new ArrayList<>();
        int i = 0;
        int j = 0;
        while (i < left.size() && j < right.size()) {
            if (left.get(i).equals(right.get(j))) {
                i++;
                j++;
            } else if (length[i + 1][j] >= length[i][j + 1]) {
                onlyLeft.add(i++);
            } else {
                onlyRight.add(j++);
            }
        }
        while (i < left.size()) {
            onlyLeft.add(i++);
        }
        while (j < right.size()) {
            onlyRight.add(j++);
        }
        return new Alignment(length[0][0], onlyLeft, onlyRight);
    }

    private static Alignment byPlace(List<String> left, List<String> right) {
        List<Integer> onlyLeft = new ArrayList<>();
        List<Integer> onlyRight = new ArrayList<>();
        int common = 0;
        for (int index = 0; index < Math.max(left.size(), right.size()); index++) {
            if (index < left.size()
                    && index < right.size()
                    && left.get(index).equals(right.get(index))) {
                common++;
                continue;
            }
            if (index < left.size()) {
                onlyLeft.add(index);
            }
            if (index < right.size()) {
                onlyRight.add(index);
            }
        }
        return new Alignment(common, onlyLeft, onlyRight);
    }
}
